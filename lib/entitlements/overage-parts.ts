import { roundHalfAwayFromZero } from '@/lib/engine/money'
import {
  add,
  compare,
  fromDecimalString,
  multiply,
  rational,
  subtract,
  toDecimalString,
  ZERO,
  type Rational,
} from '@/lib/engine/rational'
import { priceUsage } from '@/lib/engine/usage-pricing'
import { db, type Transaction } from '@/lib/platform/db/client'
import { listRunningOverage } from '@/lib/subscriptions/running-overage'
import { readCurrentUsages } from '@/lib/usage/current-usage'
import { isFlow, type CustomerEntitlements, type MeterEntitlement } from './resolve'

/**
 * Reads the parts of the cycle for those meters whose bill has some, into the given entitlements: what is over has its
 * amount, what runs its own share of what is included. A few reads, and none where no cycle has parts.
 */
export async function readOverageParts(
  customers: readonly CustomerEntitlements[],
  now: Date,
  tx?: Transaction,
): Promise<void> {
  const inParts = customers.flatMap(({ customerId, meters }) =>
    [...meters.values()].flatMap((state) =>
      state.isInParts && state.subscriptionId !== null
        ? [{ customerId, state, subscriptionId: state.subscriptionId }]
        : [],
    ),
  )
  if (inParts.length === 0) return
  const subscriptionIds = inParts.map(({ subscriptionId }) => subscriptionId)
  const found = await listRunningOverage({ subscriptionIds, now }, tx ?? db)
  const priced = inParts.flatMap(({ subscriptionId, ...each }) => {
    const overage = found.get(subscriptionId)?.get(each.state.meter.code)
    return overage ? [{ ...each, overage }] : []
  })
  const used = await readCurrentUsages(
    tx ?? db,
    priced.map(({ customerId, state: { meter, period } }) => {
      return { customerId, meterCode: meter.code, periodStart: period.start, periodEnd: period.end }
    }),
  )
  for (const [index, { state, overage }] of priced.entries()) state.parts = { ...overage, used: used[index]! }
}

/** What the use of a meter costs in its period, if this much counted against its limit; minor units. */
export function overageAmount(state: MeterEntitlement, quantity: string): bigint {
  const { parts, overage, months } = state
  if (!parts) return overage ? priceUsage({ price: overage, quantity, months }).amount : 0n
  if (!parts.running) return parts.settled
  const { price, share, months: each } = parts.running
  const inPart = toDecimalString(billedQuantity(state, quantity))
  return parts.settled + priceUsage({ price, quantity: inPart, months: each, share }).amount
}

const PLACES = 10n ** 12n

/** What the bill counts in the running part, if this much counted against the limit: to the twelfth decimal. */
export function billedQuantity({ parts, meter }: MeterEntitlement, quantity: string): Rational {
  const asked = fromDecimalString(quantity)
  if (!parts?.running) return asked
  const stands = fromDecimalString(parts.running.quantity)
  if (meter.aggregation === 'MAX') return compare(asked, stands) > 0 ? asked : stands
  const more = multiply(subtract(asked, fromDecimalString(parts.used)), parts.running.weight)
  const exact = add(stands, more)
  if (compare(exact, ZERO) < 0) return ZERO
  return rational(roundHalfAwayFromZero(multiply(exact, rational(PLACES))), PLACES)
}

/** How much of it is included there; null = all. */
export function billedAllowance({ parts, contract, meter, months }: MeterEntitlement): Rational | null {
  if (!parts?.running) {
    if (!contract || contract.included === null) return null
    return rational(contract.included * BigInt(isFlow(meter) && meter.reset === 'PER_CYCLE' ? months : 1))
  }
  const { price, share, months: each } = parts.running
  if (price.included === null) return null
  const perMonth = fromDecimalString(price.included ?? '0')
  if (price.measure === 'level') return perMonth
  const inShare = multiply(perMonth, rational(share.used, share.whole))
  return price.measure === 'average' ? inShare : multiply(inShare, rational(BigInt(each)))
}
