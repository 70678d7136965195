import { z } from 'zod'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import { readSpendSettings, setAlertThresholds, setSpendCap } from '@/lib/entitlements/limit-spending'
import { customerOf } from '../caller'
import { defineEndpoint } from '../endpoint'
import { amountAnswer, currencyAnswer, idAnswer, ofCustomerSchema, toAmount } from '../fields'

const path = '/spend-limits'
const tag = 'Entitlements'

const spendLimitsSchema = z
  .object({
    customerId: idAnswer('cus', 'the customer'),
    currency: currencyAnswer,
    spendCap: amountAnswer('The most overage per cycle, without VAT; null = no cap.').nullable(),
    alertThresholds: z
      .array(z.int())
      .meta({ description: 'Percentages of an allowance at which the customer is told; empty = never.' }),
  })
  .meta({ id: 'SpendLimits' })

async function answerOf({ id, currency }: CustomerRow): Promise<z.input<typeof spendLimitsSchema>> {
  const { spendCap, thresholds } = await readSpendSettings(id)
  return {
    customerId: id,
    currency: spendCap?.currency ?? currency,
    spendCap: spendCap && toAmount(spendCap.amount),
    alertThresholds: thresholds,
  }
}

export const getSpendLimits = defineEndpoint({
  method: 'get',
  path,
  operationId: 'getSpendLimits',
  tag,
  summary: 'Get the spend cap',
  description: 'What use beyond the plan may cost at most, and when the customer is told.',
  scope: 'entitlements:read',
  query: z.object({ customerId: ofCustomerSchema }),
  answer: spendLimitsSchema,
  handle: async ({ caller, query }) => answerOf(await getCustomer(customerOf(caller, query.customerId))),
})

export const updateSpendLimits = defineEndpoint({
  method: 'patch',
  path,
  operationId: 'updateSpendLimits',
  tag,
  summary: 'Set the spend cap',
  description: 'Where it is reached, soft limits refuse what is checked or consumed. Fields that are left out stay.',
  scope: 'spend_limits:write',
  body: z.strictObject({
    customerId: ofCustomerSchema,
    spendCap: z
      .int()
      .min(0)
      .max(1_000_000_000)
      .nullable()
      .optional()
      .meta({ description: 'Per cycle, without VAT, in minor units; null = no cap.', example: 20000 }),
    alertThresholds: z.array(z.int().min(1).max(500)).max(10).optional().meta({ description: 'Empty = never.' }),
  }),
  answer: spendLimitsSchema,
  handle: async ({ caller, body, now }) => {
    const customer = await getCustomer(customerOf(caller, body.customerId))
    const command = { customerId: customer.id, actor: caller.actor, now }
    const { spendCap, alertThresholds } = body
    if (spendCap !== undefined) await setSpendCap({ ...command, amount: spendCap === null ? null : BigInt(spendCap) })
    if (alertThresholds) await setAlertThresholds({ ...command, thresholds: alertThresholds })
    return answerOf(customer)
  },
})
