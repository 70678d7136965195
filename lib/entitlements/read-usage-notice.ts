import { compare, divide, floor, fromDecimalString, multiply, rational, ZERO } from '@/lib/engine/rational'
import { resolveCustomerEntitlements, type CustomerEntitlementsView } from './resolve-customer-entitlements'

/** What a customer should know about use before anything else; `percent` is of what is included. */
export type UsageNotice =
  | { kind: 'spend_cap'; amount: bigint; currency: string }
  | { kind: 'limit'; meterName: string; percent: number; hard: boolean }

const NEAR_PERCENT = 80

/** The most urgent: the spend cap, a hard limit that is reached, then what is nearest to its limit; null below 80 %. */
export async function readUsageNotice({
  customerId,
  now,
}: {
  customerId: string
  now: Date
}): Promise<UsageNotice | null> {
  return usageNotice(await resolveCustomerEntitlements({ customerId, now }))
}

export function usageNotice({
  meters,
  spendCap,
}: Pick<CustomerEntitlementsView, 'meters' | 'spendCap'>): UsageNotice | null {
  if (spendCap) {
    const overage = meters.reduce(
      (sum, { overageAmount, currency }) => (currency === spendCap.currency ? sum + overageAmount : sum),
      0n,
    )
    if (overage > 0n && overage >= spendCap.amount) return { kind: 'spend_cap', ...spendCap }
  }
  const near = meters.flatMap(({ name, used, included, hard }) => {
    const percent = percentOf(used, included)
    return percent >= NEAR_PERCENT ? [{ kind: 'limit' as const, meterName: name, percent, hard }] : []
  })
  const urgency = ({ percent, hard }: { percent: number; hard: boolean }) =>
    percent + (hard && percent >= 100 ? 1e9 : 0)
  return near.sort((a, b) => urgency(b) - urgency(a))[0] ?? null
}

/** Of nothing included nothing is near. */
function percentOf(used: string, included: string | null): number {
  if (included === null || compare(fromDecimalString(included), ZERO) === 0) return 0
  return Number(floor(divide(multiply(fromDecimalString(used), rational(100n)), fromDecimalString(included))))
}
