import type { Transaction } from '@/lib/platform/db/client'
import { lockCounter } from '@/lib/usage/current-usage'
import { untilAlone } from '@/lib/usage/until-alone'
import type { Catalogue } from './catalogue'
import { lockSpendCaps } from './store'
import { metersCountedWith } from './usage-event-of'

/**
 * Locks all that decides about uses: spend caps first, then counters, each in one order, and all counters at once: of a
 * customer with a cap those of every meter. Whoever took more of them later would wait for the intake while it waits for them.
 */
export async function lockDeciding(
  tx: Transaction,
  { uses, catalogue, now }: { uses: readonly { customerId: string; meter: string }[]; catalogue: Catalogue; now: Date },
): Promise<void> {
  const capped = await lockSpendCaps(tx, [...new Set(uses.map(({ customerId }) => customerId))])
  const counters = uses.flatMap(({ customerId, meter }) => {
    const codes = capped.has(customerId) ? [...catalogue.meters.keys()] : metersCountedWith(catalogue, meter)
    return codes.map((meterCode) => ({ customerId, meterCode }))
  })
  if (counters.length > 0) await lockCounter(tx, { counters, now })
}

/** Does a use again where others wrote the same event or reservation (23505), or both waited for each other. */
export const useUntilAlone = <Result>(work: () => Promise<Result>): Promise<Result> =>
  untilAlone(work, { maxTries: 20, alsoOn: ['23505'] })
