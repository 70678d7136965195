import { isMeteredSegment } from '@/lib/engine/metered-segments'
import { groupBy } from '@/lib/engine/group'
import type { DraftLine } from '@/lib/invoices/draft'
import type { LateLines } from '@/lib/invoices/late-lines'
import { listIssuedLines } from '@/lib/invoices/read-invoices'
import { getBillingPolicy } from './billing-policy'
import { computeBilling } from './compute-billing'
import { lookBack, loadUsage } from './contract-usage'
import { findContracts } from './store'

/**
 * What was reported late of cycles that were over when these drafts were made: it joins them before they are finalised, as
 * the difference to what is on them. The customers are locked.
 */
export const findLateUsage: LateLines = async (tx, { drafts }) => {
  const draftOf = new Map(
    drafts.flatMap((draft) => draft.lines.map((line) => [line.subscriptionId ?? '', draft] as const)),
  )
  draftOf.delete('')
  const contracts = await findContracts(tx, [...draftOf.keys()])
  const { lateUsageDays } = await getBillingPolicy(tx)
  const boundaryOf = ({ id, endedAt, currentPeriodStart }: (typeof contracts)[number]): Date => {
    const at = endedAt ?? currentPeriodStart
    const { createdAt } = draftOf.get(id)!
    return at < createdAt ? at : createdAt
  }
  const usage = await loadUsage(
    tx,
    contracts.map((contract) => {
      const at = boundaryOf(contract)
      return { customerId: contract.customerId, contract, at, since: lookBack(at, lateUsageDays) }
    }),
  )
  const found = new Map<string, DraftLine[]>()
  // One that only began has no cycle that is over.
  const windowsOf = ({ id }: { id: string }) => usage.get(id)?.windows ?? []
  const metered = contracts.filter((contract) => windowsOf(contract).length > 0)
  if (metered.length === 0) return found
  const issued = groupBy(
    await listIssuedLines(
      tx,
      metered.map(({ id }) => ({ id, fromCycle: Math.min(...windowsOf({ id }).map((each) => each.cycleIndex)) })),
    ),
    ({ subscriptionId }) => subscriptionId,
  )
  for (const contract of metered) {
    const at = boundaryOf(contract)
    const { lines } = computeBilling({
      contract,
      issued: issued.get(contract.id) ?? [],
      usage: usage.get(contract.id),
      billThrough: at,
      billSince: at,
    })
    const late = lines.filter(({ segmentId }) => isMeteredSegment(segmentId ?? ''))
    const { id } = draftOf.get(contract.id)!
    if (late.length > 0) found.set(id, [...(found.get(id) ?? []), ...late])
  }
  return found
}
