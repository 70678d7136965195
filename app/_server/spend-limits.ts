import { z } from 'zod'
import type { Actor } from '@/lib/audit/actor'
import { getCustomer } from '@/lib/customers/read-customers'
import { setAlertThresholds, setSpendCap } from '@/lib/entitlements/limit-spending'
import { typedAmount } from './typed-amount'

export const spendLimitsInput = z.object({
  amount: z.string().trim().max(40),
  thresholds: z.array(z.number().int().min(1).max(500)).max(10),
})

interface SpendLimits extends z.output<typeof spendLimitsInput> {
  customerId: string
  actor: Actor
  now: Date
}

/** Keeps what a customer, or staff for them, want to pay at most and when they are told. False if it is not an amount. */
export async function saveSpendLimits({ amount, thresholds, ...change }: SpendLimits): Promise<boolean> {
  const { currency } = await getCustomer(change.customerId)
  const cap = amount === '' ? null : typedAmount(amount, currency)
  if (amount !== '' && (cap === null || cap < 0n)) return false
  await setSpendCap({ ...change, amount: cap })
  await setAlertThresholds({ ...change, thresholds })
  return true
}
