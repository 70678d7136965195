import { compare, divide, floor, fromDecimalString, multiply, rational, ZERO } from '@/lib/engine/rational'
import type { UsedByMeter } from './decide'
import { overageAmount } from './overage-parts'
import type { CustomerEntitlements, MeterEntitlement } from './resolve'

export const DEFAULT_THRESHOLDS = [50, 80, 100]

/** The thresholds that a use has come to, in percent of what is included. Of nothing included, anything is all of it. */
export function thresholdsReached(
  { limit }: Pick<MeterEntitlement, 'limit'>,
  used: string,
  thresholds: readonly number[],
): number[] {
  const included = limit?.included
  if (included === null || included === undefined) return []
  const quantity = fromDecimalString(used)
  if (compare(quantity, ZERO) <= 0) return []
  const percent = included === 0n ? 100n : floor(divide(multiply(quantity, rational(100n)), rational(included)))
  return thresholds.filter((threshold) => percent >= BigInt(threshold))
}

/** What the overage of the running cycle costs so far, in the currency of the spend cap; minor units. */
export function overageSoFar({ meters, spendCap }: CustomerEntitlements, used: UsedByMeter): bigint {
  let total = 0n
  for (const [code, state] of meters) {
    if (!spendCap || state.currency === spendCap.currency) total += overageAmount(state, used.get(code) ?? '0')
  }
  return total
}
