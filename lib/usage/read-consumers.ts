import { db } from '@/lib/platform/db/client'
import { findNearLimits, findTopConsumers, type Consumer } from './consumers-store'
import { totalsOf } from './read-totals'

export { searchConsumers, type Consumer, type ConsumerSearch } from './consumers-store'

/** More are not looked at for who is near a limit; those whose counters say so come first. */
const CANDIDATES = 300

export const nearLimitCandidates = (): Promise<Consumer[]> => findNearLimits(CANDIDATES)

const SHOWN = 5

/** Who used a meter most in [from, to): exact amounts, the largest first. */
export async function topConsumers({
  meterCode,
  from,
  to,
}: {
  meterCode: string
  from: Date
  to: Date
}): Promise<(Consumer & { quantity: string })[]> {
  const consumers = await findTopConsumers(meterCode, from, SHOWN)
  const totals = await totalsOf(
    db,
    consumers.map(({ customerId }) => ({ customerId, meterCode, from, to })),
  )
  return consumers
    .map((consumer, index) => ({ ...consumer, quantity: totals[index]!.quantity }))
    .filter(({ quantity }) => quantity !== '0')
    .sort((a, b) => Number(b.quantity) - Number(a.quantity))
}
