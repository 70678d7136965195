import { z } from 'zod'

/** An exact decimal of at least 0, as a person or a machine writes it. */
const decimal = z
  .string()
  .trim()
  .regex(/^\d{1,15}(\.\d{1,12})?$/, 'A decimal number from 0, such as 0.35.')
const tiers = z
  .array(z.object({ upTo: decimal.nullable(), unitAmount: decimal, flatAmount: decimal.optional() }))
  .min(1)
  .max(20)

/** The engine's UsageModel: amounts are exact decimals in minor units. */
export const usageModelSchema = z.discriminatedUnion('model', [
  z.object({ model: z.literal('FLAT'), unitAmount: decimal }),
  z.object({ model: z.literal('GRADUATED'), tiers }),
  z.object({ model: z.literal('VOLUME'), tiers }),
  z.object({ model: z.literal('PACKAGE'), packageSize: decimal, packageAmount: decimal }),
])

const limit = z.bigint().min(0n).max(100_000_000n).nullable()

export const overagePriceSchema = z.object({
  planId: z.string().min(1),
  meterCode: z.string().min(1),
  currency: z.string().length(3).default('EUR'),
  /** Null takes the price away: what is beyond is free in contracts from now on. */
  model: usageModelSchema.nullable(),
  /** Per month, minor units. */
  minimumAmount: limit.default(null),
  maximumAmount: limit.default(null),
})
export type OveragePriceInput = z.output<typeof overagePriceSchema>

export const allowanceSchema = z.object({
  planId: z.string().min(1),
  meterCode: z.string().min(1),
  /** Per month of a flow, at a time of a level; null = unlimited. */
  included: z.bigint().min(0n).max(1_000_000_000_000n).nullable(),
  hard: z.boolean(),
})
export type AllowanceInput = z.output<typeof allowanceSchema>

const property = z
  .string()
  .trim()
  .regex(/^[A-Za-z_][\w.-]{0,79}$/, 'The name of a property, such as building_id.')

export const meterSchema = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{1,39}$/, 'Small letters, digits and underscores, beginning with a letter.'),
  name: z.string().trim().min(1).max(80),
  unit: z.string().trim().min(1).max(30),
  aggregation: z.enum(['SUM', 'COUNT', 'MAX', 'LAST', 'UNIQUE', 'TIME_WEIGHTED']),
  eventName: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .regex(/^[\w.:/-]+$/, 'Letters, digits and . : / - _'),
  valueProperty: property.default('quantity'),
  groupByProperty: property.nullable().default(null),
  /** Property → the values that count. */
  filters: z.record(property, z.array(z.string().max(200)).min(1).max(50)).default({}),
  reset: z.enum(['PER_CYCLE', 'NEVER']).default('PER_CYCLE'),
  active: z.boolean().default(true),
})
export type MeterInput = z.output<typeof meterSchema>
