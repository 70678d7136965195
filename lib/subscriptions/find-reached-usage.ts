import { isMeteredSegment } from '@/lib/engine/metered-segments'
import { groupBy } from '@/lib/engine/group'
import { listIssuedLines } from '@/lib/invoices/read-invoices'
import { claimReminderWindow } from '@/lib/notifications/reminder-window'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { getBillingPolicy } from './billing-policy'
import { computeBilling } from './compute-billing'
import { loadUsage } from './contract-usage'
import { findContracts } from './store'
import { findTouched, settleUsageApart } from './usage-store'

const BATCH = 400
/** Events are written a moment after they are dated: a look reaches back this far into the one before. */
const OVERLAP_MS = 2 * 60 * 1000

/**
 * Finds running subscriptions whose use beyond what is included, not billed yet, has reached the policy's amount, and makes
 * it due to be settled. Looks only at customers of whom something was counted since it looked last, by sets; without such
 * an amount it does nothing. Returns how many it found.
 */
export async function findReachedUsage({ now }: { now: Date }): Promise<number> {
  const { usageThreshold } = await getBillingPolicy()
  if (usageThreshold === null) return 0
  return inTransaction(async (tx) => {
    const { since } = await claimReminderWindow(tx, { name: 'usage_threshold', now })
    const after = new Date(since.getTime() - OVERLAP_MS)
    let reached = 0
    for (let from = ''; ;) {
      const touched = await findTouched(tx, { after, through: now, from, limit: BATCH })
      const ids = await reachedOf(tx, { ids: touched.map(({ id }) => id), usageThreshold, now })
      await settleUsageApart(
        tx,
        ids.map((id) => ({ id, settlesAt: now })),
      )
      reached += ids.length
      if (touched.length < BATCH) return reached
      from = touched.at(-1)!.id
    }
  })
}

async function reachedOf(
  tx: Transaction,
  { ids, usageThreshold, now }: { ids: string[]; usageThreshold: bigint; now: Date },
): Promise<string[]> {
  // One whose renewal is due is billed by that.
  const contracts = (await findContracts(tx, ids)).filter(({ currentPeriodEnd }) => currentPeriodEnd > now)
  const usage = await loadUsage(
    tx,
    contracts.map((contract) => {
      const { customerId, currentPeriodStart: since } = contract
      return { customerId, contract, at: now, since, running: true }
    }),
  )
  const metered = contracts.filter(({ id }) => (usage.get(id)?.windows.length ?? 0) > 0)
  const issued = groupBy(
    await listIssuedLines(
      tx,
      metered.map(({ id }) => ({ id, fromCycle: Math.min(...usage.get(id)!.windows.map((each) => each.cycleIndex)) })),
    ),
    ({ subscriptionId }) => subscriptionId,
  )
  return metered
    .filter((contract) => {
      const { id, currentPeriodStart: billSince } = contract
      const { lines } = computeBilling({
        contract,
        issued: issued.get(id) ?? [],
        usage: usage.get(id),
        billThrough: now,
        billSince,
      })
      const open = lines.filter(({ segmentId }) => isMeteredSegment(segmentId ?? ''))
      return open.reduce((sum, { amount }) => sum + amount, 0n) >= usageThreshold
    })
    .map(({ id }) => id)
}
