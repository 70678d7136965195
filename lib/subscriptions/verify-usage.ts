import { groupBy } from '@/lib/engine/group'
import { isMeteredSegment } from '@/lib/engine/metered-segments'
import { listIssuedLines } from '@/lib/invoices/read-invoices'
import { db } from '@/lib/platform/db/client'
import { getBillingPolicy } from './billing-policy'
import { computeBilling } from './compute-billing'
import { loadUsage } from './contract-usage'
import { findContracts } from './store'
import { findSettledSample } from './usage-store'

const DAY = 24 * 60 * 60 * 1000
/** A cycle is final once its late window and the renewal that may bill the late use are behind it. */
const UNTIL_RENEWED_DAYS = 45
const LOOKED_BACK_DAYS = 93

/**
 * Prices the use of some subscriptions anew, from today's totals, for the cycles of the last months that are final, and
 * names those whose invoices say something else. What staff voided is left out. Reads only; its cost does not grow with
 * the number of customers.
 */
export async function verifyUsage({
  now,
  sample = 100,
}: {
  now: Date
  sample?: number
}): Promise<{ subject: string; detail: string }[]> {
  const { lateUsageDays } = await getBillingPolicy()
  const at = new Date(now.getTime() - (lateUsageDays + UNTIL_RENEWED_DAYS) * DAY)
  const since = new Date(at.getTime() - LOOKED_BACK_DAYS * DAY)
  const contracts = (await findContracts(db, await findSettledSample({ at, limit: sample }))).filter(
    ({ startedAt, endedAt }) => startedAt < at && (endedAt === null || endedAt > since),
  )
  const usage = await loadUsage(
    db,
    contracts.map((contract) => ({ customerId: contract.customerId, contract, at, since })),
  )
  const counted = contracts.filter(({ id }) => (usage.get(id)?.windows.length ?? 0) > 0)
  const issued = groupBy(
    await listIssuedLines(
      db,
      counted.map(({ id }) => ({ id, fromCycle: Math.min(...usage.get(id)!.windows.map((each) => each.cycleIndex)) })),
    ),
    ({ subscriptionId }) => subscriptionId,
  )
  return counted.flatMap((contract) => {
    const used = usage.get(contract.id)!
    const lines = issued.get(contract.id) ?? []
    const voided = new Set(lines.flatMap((line) => (line.voided ? [`${line.cycleIndex} ${line.segmentId}`] : [])))
    const closed = new Set(used.windows.map(({ cycleIndex, segmentId }) => `${cycleIndex} ${segmentId}`))
    const { lines: missing } = computeBilling({
      contract,
      issued: lines.filter(({ from }) => from < at),
      usage: used,
      billThrough: at,
      billSince: at,
    })
    return missing
      .filter(({ segmentId }) => isMeteredSegment(segmentId ?? ''))
      .filter(({ cycleIndex, segmentId }) => closed.has(`${cycleIndex} ${segmentId}`))
      .filter(({ cycleIndex, segmentId }) => !voided.has(`${cycleIndex} ${segmentId}`))
      .map(({ description, amount, cycleIndex }) => ({
        subject: contract.id,
        detail: `${description} of cycle ${cycleIndex}: the totals say ${amount} more than was billed`,
      }))
  })
}
