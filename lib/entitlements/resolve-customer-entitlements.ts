import type { NoAccessReason } from '@/lib/engine/entitlements'
import { usageState, type UsageState } from './decide'
import { overageAmount, readOverageParts } from './overage-parts'
import { readState, usedOf } from './read-state'

/** Everything a customer may do now, as the API and the screens show it. */
export interface CustomerEntitlementsView {
  customerId: string
  access: 'FULL' | 'GRACE' | 'NONE'
  reason: NoAccessReason | null
  features: { code: string; name: string; value: string }[]
  meters: (UsageState & { name: string; overageAmount: bigint; currency: string })[]
  spendCap: { amount: bigint; currency: string } | null
}

/** Throws not_found. */
export async function resolveCustomerEntitlements({
  customerId,
  now,
}: {
  customerId: string
  now: Date
}): Promise<CustomerEntitlementsView> {
  const { entitlements, catalogue } = await readState(customerId, now)
  const { access, reason, features, meters, spendCap } = entitlements
  // With a cap they are there already.
  if (!spendCap) await readOverageParts([entitlements], now)
  const given = [...meters.values()].filter(({ limit }) => limit)
  const used = await usedOf(
    entitlements,
    given.map(({ meter }) => meter.code),
  )
  return {
    customerId,
    access,
    reason,
    features: [...catalogue.features.values()].flatMap(({ code, name }) => {
      const value = features.get(code)
      return value === undefined ? [] : [{ code, name, value }]
    }),
    meters: given.map((state) => {
      const quantity = used.get(state.meter.code) ?? '0'
      const { currency } = state
      return {
        ...usageState(state, quantity),
        name: state.meter.name,
        overageAmount: overageAmount(state, quantity),
        currency,
      }
    }),
    spendCap,
  }
}
