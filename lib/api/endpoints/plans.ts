import { z } from 'zod'
import { listAddOns, listPlans as readPlans } from '@/lib/catalog/read-catalog'
import type { Plan } from '@/lib/catalog/types'
import { defineEndpoint } from '../endpoint'
import { amountAnswer, currencyAnswer, idAnswer, toAmount } from '../fields'

const priceSchema = z
  .object({
    id: idAnswer('price', 'the price'),
    interval: z.enum(['MONTH', 'YEAR']),
    currency: currencyAnswer,
    unitAmount: amountAnswer('What one costs per interval.'),
  })
  .meta({ id: 'Price' })

const planSchema = z
  .object({
    id: idAnswer('plan', 'the plan'),
    code: z.string().meta({ example: 'professional' }),
    kind: z.enum(['PLAN', 'ADD_ON']).meta({ description: 'An add-on is bought beside a plan.' }),
    name: z.string(),
    description: z.string(),
    rank: z.int().meta({ description: 'From small to large: a move to a higher rank is an upgrade.' }),
    trialDays: z.int().meta({ description: 'Days free of charge for a customer’s first subscription.' }),
    maxQuantity: z.int().meta({ description: 'How many of it one subscription may hold.' }),
    prices: z.array(priceSchema),
    features: z.array(z.object({ code: z.string(), name: z.string(), description: z.string(), value: z.string() })),
    allowances: z
      .array(
        z.object({
          meter: z.string(),
          name: z.string(),
          unit: z.string(),
          included: z.int().nullable().meta({ description: 'Per month or at a time; null = unlimited.' }),
          hard: z.boolean().meta({ description: 'Whether more is refused; else it is allowed and charged.' }),
        }),
      )
      .meta({ description: 'What it includes of each meter.' }),
  })
  .meta({ id: 'Plan' })

export const listPlans = defineEndpoint({
  method: 'get',
  path: '/plans',
  operationId: 'listPlans',
  tag: 'Plans',
  summary: 'List plans',
  description: 'Plans and add-ons on sale, with their prices. Needs no key, and browsers of any origin may ask.',
  scope: 'public',
  answer: z.object({ data: z.array(planSchema) }).meta({ id: 'PlanList' }),
  handle: async () => {
    const [plans, addOns] = await Promise.all([readPlans(), listAddOns()])
    return { data: [...plans.map(toPlan('PLAN')), ...addOns.map(toPlan('ADD_ON'))] }
  },
})

const toPlan =
  (kind: 'PLAN' | 'ADD_ON') =>
  ({ id, code, name, description, rank, trialDays, maxQuantity, ...plan }: Plan): z.input<typeof planSchema> => ({
    ...{ id, code, kind, name, description, rank, trialDays, maxQuantity },
    prices: plan.prices.map(({ id, interval, currency, unitAmount }) => ({
      ...{ id, interval, currency },
      unitAmount: toAmount(unitAmount),
    })),
    features: plan.features.map(({ code, name, description, value }) => ({ code, name, description, value })),
    allowances: plan.allowances.map(({ meter, name, unit, included, hard }) => ({
      ...{ meter, name, unit, hard },
      included: included === null ? null : toAmount(included),
    })),
  })
