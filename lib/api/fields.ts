import { z } from 'zod'
import { CURRENCY_EXPONENTS } from '@/lib/engine/currency'

// The words of the API's schemas. What is written here once, every endpoint says alike.

/** An id as a parameter or in a body. */
export const idSchema = (prefix: string, of: string) =>
  z
    .string()
    .regex(/^[\w-]{1,60}$/, 'This is no id')
    .meta({ description: `Id of ${of}.`, example: `${prefix}_01k9x3w7d2e4f6g8h0j2k4m6n8` })

/** An id in an answer. */
export const idAnswer = (prefix: string, of: string) =>
  z.string().meta({ description: `Id of ${of}.`, example: `${prefix}_01k9x3w7d2e4f6g8h0j2k4m6n8` })

export const customerIdSchema = idSchema('cus', 'a customer')

/** For bodies and filters where a customer's key means its own customer, and a staff key says whose. */
export const ofCustomerSchema = customerIdSchema.optional().meta({
  description: 'The customer. A customer’s key means its own and may leave it out; a staff key names one.',
})

export const amountAnswer = (description: string) =>
  z.int().meta({ description: `${description} In minor units of the currency (cents).`, example: 4900 })

/** Up to ten million in a currency of two decimals: beyond that an amount is a mistake. */
export const amountSchema = (description: string) =>
  z
    .int()
    .min(1)
    .max(1_000_000_000)
    .meta({ description: `${description} In minor units (cents).`, example: 4900 })

export const currencyAnswer = z.string().meta({ description: 'ISO 4217.', example: 'EUR' })
export const currencySchema = z
  .enum([...CURRENCY_EXPONENTS.keys()] as [string, ...string[]])
  .meta({ description: 'ISO 4217.', example: 'EUR' })

export const instantAnswer = (description: string) =>
  z.iso.datetime().meta({ description: `${description} UTC, ISO 8601.`, example: '2026-11-22T09:30:00.000Z' })

export const instantSchema = (description: string) =>
  z.iso
    .datetime()
    .refine((text) => text.startsWith('20'), 'A year of this century')
    .transform((text) => new Date(text))
    .meta({ description: `${description} UTC, ISO 8601.`, example: '2026-12-01T00:00:00Z' })

/** A day of the calendar, without a time zone. */
export const daySchema = (description: string) =>
  z.iso
    .date()
    .refine((text) => text.startsWith('20'), 'A year of this century')
    .meta({ description, example: '2026-01-31' })

export const toInstant = (date: Date): string => date.toISOString()
export const toInstantOrNull = (date: Date | null | undefined): string | null => date?.toISOString() ?? null

/** A stored amount as JSON has it. None of ours comes near 2⁵³. */
export function toAmount(amount: bigint): number {
  const number = Number(amount)
  if (!Number.isSafeInteger(number)) throw new Error('An amount is beyond what JSON keeps exactly.')
  return number
}

/** A list of enum values in a query: `status=OPEN&status=PAID`. */
export const anyOf = <const Values extends readonly [string, ...string[]]>(values: Values, description: string) =>
  z
    .array(z.enum(values))
    .max(values.length)
    .default([])
    .meta({ description: `${description} Any of these; repeat the parameter for more than one.` })

/** A text of people's: trimmed, not empty. */
export const textSchema = (max: number, description?: string) => z.string().trim().min(1).max(max).meta({ description })

/** Instants that a change can be bound to: what its preview said. */
export const previewedAtSchema = instantSchema(
  'Of the preview, at most 15 minutes old: then exactly what it showed is charged. Left out: now.',
).optional()
