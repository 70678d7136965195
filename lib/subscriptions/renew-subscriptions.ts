import { groupBy } from '@/lib/engine/group'
import { systemActor } from '@/lib/audit/actor'
import { lockCustomers } from '@/lib/customers/lock-customers'
import { listDiscounts } from '@/lib/discounts/read-discounts'
import type { DraftInvoice } from '@/lib/invoices/draft'
import { issueInvoices } from '@/lib/invoices/issue-invoices'
import { listIssuedLines } from '@/lib/invoices/read-invoices'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { applyPendingChange } from './apply-pending-change'
import { computeBilling } from './compute-billing'
import { endSubscription } from './end-subscription'
import { renewWithDifference } from './renew-with-difference'
import {
  advancePeriods,
  claimDueRenewals,
  findContracts,
  findLastCycles,
  insertCycles,
  type SubscriptionContract,
} from './store'

/** Some 200 ms of work, for which its customers are locked: large enough that what a batch costs by itself hardly counts. */
export const RENEWAL_BATCH = 400

/**
 * Renews up to `limit` subscriptions whose period is over, in one transaction: what was pending takes effect, the next
 * cycle is billed in advance, its invoice finalised and the charge queued. Several workers share the work without
 * meeting (SKIP LOCKED). Returns how many were due; one that is several periods late moves one period per call.
 * `except` leaves some out. Throws RenewalError, with nothing done, when one of them cannot be billed.
 */
export async function renewSubscriptions({
  now,
  limit = RENEWAL_BATCH,
  except = [],
}: {
  now: Date
  limit?: number
  except?: string[]
}): Promise<number> {
  return inTransaction(async (tx) => {
    const due = await claimDueRenewals(tx, { now, limit, except })
    if (due.length === 0) return 0
    try {
      await renew(tx, { due, now })
    } catch (cause) {
      throw new RenewalError(
        due.map(({ id }) => id),
        { cause },
      )
    }
    return due.length
  })
}

/** Something in a batch of renewals failed, and took the whole batch back. */
export class RenewalError extends Error {
  constructor(
    readonly subscriptionIds: string[],
    options: { cause: unknown },
  ) {
    super(`${subscriptionIds.length} subscriptions could not be renewed together.`, options)
    this.name = 'RenewalError'
  }
}

async function renew(
  tx: Transaction,
  { due, now }: { due: { id: string; customerId: string }[]; now: Date },
): Promise<void> {
  const customers = await lockCustomers(
    tx,
    due.map(({ customerId }) => customerId),
  )
  const going = await applyWhatIsPending(tx, { ids: due.map(({ id }) => id), now })
  const renewing = going.filter(({ settlesSince }) => settlesSince === null)
  for (const contract of going)
    if (contract.settlesSince)
      await renewWithDifference(tx, { contract, customer: customers.get(contract.customerId)!, now })

  const ids = renewing.map(({ id }) => id)
  const lastCycles = await findLastCycles(tx, ids)
  const issued = groupBy(
    await listIssuedLines(
      tx,
      ids.map((id) => ({ id, fromCycle: (lastCycles.get(id)?.index ?? -1) + 1 })),
    ),
    (line) => line.subscriptionId,
  )
  const discounts = await listDiscounts(tx, ids)
  const billed = renewing.map((contract) => {
    // The period that begins where the last one ended; a change now due is in the timeline already.
    const start = contract.currentPeriodEnd
    const { cycles, lines } = computeBilling({
      locale: customers.get(contract.customerId)?.locale,
      contract,
      issued: issued.get(contract.id) ?? [],
      discounts: discounts.get(contract.id),
      billThrough: start,
      billSince: start,
    })
    const cycle = cycles.find((each) => each.start.getTime() === start.getTime())
    if (!cycle) throw new Error(`Subscription ${contract.id} has no cycle that starts at ${start.toISOString()}.`)
    return { contract, cycle, lines }
  })

  const invoiceIdOf = new Map(
    billed.filter(({ lines }) => lines.length > 0).map(({ contract }) => [contract.id, newId('inv')]),
  )
  await insertCycles(
    tx,
    billed.map(({ contract, cycle }) => ({
      subscriptionId: contract.id,
      index: cycle.index,
      startsAt: cycle.start,
      endsAt: cycle.end,
      invoiceId: invoiceIdOf.get(contract.id) ?? null,
    })),
  )
  await advancePeriods(
    tx,
    billed.map(({ contract, cycle }) => ({ id: contract.id, start: cycle.start, end: cycle.end })),
  )
  // Last, because other workers wait for the invoices' numbers until this transaction ends.
  await issueInvoices(tx, {
    drafts: billed.flatMap(({ contract, lines }): DraftInvoice[] => {
      const id = invoiceIdOf.get(contract.id)
      if (!id) return []
      const { customerId, id: subscriptionId } = contract
      return [{ id, customerId, subscriptionId, reason: 'SUBSCRIPTION_CYCLE', lines, collect: 'automatically' }]
    }),
    customers,
    now,
  })
}

/** Ends what was to end and changes what was to change at the boundary; returns those that go on. */
async function applyWhatIsPending(
  tx: Transaction,
  { ids, now }: { ids: string[]; now: Date },
): Promise<SubscriptionContract[]> {
  const contracts = await findContracts(tx, ids)
  const changed: string[] = []
  const ended = new Set<string>()
  for (const contract of contracts) {
    const change = contract.pendingChange
    if (!change || change.effectiveAt > contract.currentPeriodEnd) continue
    if (change.kind === 'CANCEL') {
      const actor = systemActor('Renewal')
      await endSubscription(tx, { contract, endedAt: change.effectiveAt, reason: 'canceled_by_customer', actor, now })
      ended.add(contract.id)
    } else {
      await applyPendingChange(tx, { contract, now })
      changed.push(contract.id)
    }
  }
  const going = contracts.filter(({ id }) => !ended.has(id))
  if (changed.length === 0) return going
  const reread = new Map((await findContracts(tx, changed)).map((contract) => [contract.id, contract]))
  return going.map((contract) => reread.get(contract.id) ?? contract)
}
