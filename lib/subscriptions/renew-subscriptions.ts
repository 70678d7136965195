import { groupBy } from '@/lib/engine/group'
import type { TimelineCycle } from '@/lib/engine/timeline'
import { systemActor } from '@/lib/audit/actor'
import { lockCustomers } from '@/lib/customers/lock-customers'
import { listDiscounts } from '@/lib/discounts/read-discounts'
import type { CustomerRow } from '@/lib/customers/read-customers'
import type { DraftInvoice, DraftLine } from '@/lib/invoices/draft'
import { issueInvoices } from '@/lib/invoices/issue-invoices'
import { listIssuedLines } from '@/lib/invoices/read-invoices'
import { publishEvents } from '@/lib/outbound/publish-event'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { applyPendingChange } from './apply-pending-change'
import { getBillingPolicy } from './billing-policy'
import { computeBilling } from './compute-billing'
import { loadUsage, settlesApartAt, usageSince } from './contract-usage'
import { endSubscription } from './end-subscription'
import { renewWithDifference } from './renew-with-difference'
import { settleUsageApart } from './usage-store'
import {
  advancePeriods,
  claimDueCustomers,
  findContracts,
  findDueOf,
  findLastCycles,
  insertCycles,
  type SubscriptionContract,
} from './store'
import { wakeSubscription } from './wake-subscription'

/** Some 200 ms of work, for which its customers are locked: large enough that what a batch costs by itself hardly counts. */
export const RENEWAL_BATCH = 400

/**
 * Renews some `limit` subscriptions whose period is over, in one transaction: what was pending takes effect, the next
 * cycle is billed in advance, its invoice finalised and the charge queued. All that a customer has due at one instant comes
 * together, on one invoice, whatever the limit; a later instant of theirs is left to the next call, and one that is several
 * periods late moves one period per call. Several workers share the work without meeting (SKIP LOCKED). Returns how many it
 * renewed. `except` leaves customers out. Throws RenewalError, with nothing done, when one of them cannot be billed.
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
    const customerIds = await claimDueCustomers(tx, { now, limit, except })
    if (customerIds.length === 0) return 0
    try {
      const customers = await lockCustomers(tx, customerIds)
      const ids = await dueTogether(tx, { customers, now })
      await renew(tx, { ids, customers, now })
      return ids.length
    } catch (cause) {
      throw new RenewalError(customerIds, { cause })
    }
  })
}

/** Something in a batch of renewals failed, and took the whole batch back. */
export class RenewalError extends Error {
  constructor(
    readonly customerIds: string[],
    options: { cause: unknown },
  ) {
    super(`The subscriptions of ${customerIds.length} customers could not be renewed together.`, options)
    this.name = 'RenewalError'
  }
}

/** Of each of these customers, the subscriptions that are due at the earliest instant at which any of theirs is. */
async function dueTogether(
  tx: Transaction,
  { customers, now }: { customers: Map<string, CustomerRow>; now: Date },
): Promise<string[]> {
  const customerIds = [...customers.keys()]
  let due = await findDueOf(tx, { customerIds, now })
  const waking = due.filter(({ wakesAt }) => wakesAt !== null)
  // A start or the end of a trial or a pause may fall on the same instant: then it is due for renewal, too.
  for (const { id, customerId } of waking)
    await wakeSubscription(tx, { subscriptionId: id, customer: customers.get(customerId)!, now })
  if (waking.length > 0) due = await findDueOf(tx, { customerIds, now })
  const earliest = new Map<string, number>()
  const at = (renewsAt: Date | null) => renewsAt?.getTime() ?? Infinity
  for (const { customerId, renewsAt } of due)
    earliest.set(customerId, Math.min(at(renewsAt), earliest.get(customerId) ?? Infinity))
  return due
    .filter(({ customerId, renewsAt }) => renewsAt && at(renewsAt) === earliest.get(customerId))
    .map(({ id }) => id)
}

async function renew(
  tx: Transaction,
  { ids: due, customers, now }: { ids: string[]; customers: Map<string, CustomerRow>; now: Date },
): Promise<void> {
  const going = await applyWhatIsPending(tx, { ids: due, now })
  const invoices = new CycleInvoices()
  const renewing = going.filter(({ settlesSince }) => settlesSince === null)
  for (const contract of going)
    if (contract.settlesSince) {
      const customer = customers.get(contract.customerId)!
      const invoiceId = invoices.idFor(contract)
      invoices.add(contract, await renewWithDifference(tx, { contract, customer, invoiceId, now }))
    }

  const ids = renewing.map(({ id }) => id)
  const lastCycles = await findLastCycles(tx, ids)
  const { lateUsageDays } = await getBillingPolicy(tx)
  const usage = await loadUsage(
    tx,
    renewing.map((contract) => {
      const { customerId, currentPeriodStart, currentPeriodEnd: at } = contract
      const period = { start: currentPeriodStart, end: at }
      return { customerId, contract, at, since: usageSince({ at, period, lateUsageDays }) }
    }),
  )
  const firstCycle = (id: string): number => {
    const counted = usage.get(id)?.windows.map(({ cycleIndex }) => cycleIndex) ?? []
    return Math.min((lastCycles.get(id)?.index ?? -1) + 1, ...counted)
  }
  const issued = groupBy(
    await listIssuedLines(
      tx,
      ids.map((id) => ({ id, fromCycle: firstCycle(id) })),
    ),
    (line) => line.subscriptionId,
  )
  const discounts = await listDiscounts(tx, ids)
  const billed: { contract: SubscriptionContract; cycle: TimelineCycle; invoiceId: string | null }[] = []
  for (const contract of renewing) {
    // The period that begins where the last one ended; a change now due is in the timeline already.
    const start = contract.currentPeriodEnd
    const customer = customers.get(contract.customerId)!
    const { cycles, lines } = computeBilling({
      locale: customer.locale,
      contract,
      issued: issued.get(contract.id) ?? [],
      discounts: discounts.get(contract.id),
      usage: usage.get(contract.id),
      billThrough: start,
      billSince: start,
    })
    if (comesTo(lines) < 0n) {
      const invoiceId = invoices.idFor(contract)
      invoices.add(contract, await renewWithDifference(tx, { contract, customer, invoiceId, now }))
      continue
    }
    const cycle = cycles.find((each) => each.start.getTime() === start.getTime())
    if (!cycle) throw new Error(`Subscription ${contract.id} has no cycle that starts at ${start.toISOString()}.`)
    invoices.add(contract, lines)
    billed.push({ contract, cycle, invoiceId: lines.length > 0 ? invoices.idFor(contract) : null })
  }

  await insertCycles(
    tx,
    billed.map(({ contract, cycle, invoiceId }) => ({
      subscriptionId: contract.id,
      index: cycle.index,
      startsAt: cycle.start,
      endsAt: cycle.end,
      invoiceId,
    })),
  )
  await advancePeriods(
    tx,
    billed.map(({ contract, cycle }) => ({ id: contract.id, start: cycle.start, end: cycle.end })),
  )
  await settleUsageApart(
    tx,
    billed.flatMap(({ contract: { id }, cycle: { start: at, end: nextBoundary } }) => {
      const settlesAt = settlesApartAt({ at, nextBoundary, lateUsageDays })
      return settlesAt ? [{ id, settlesAt }] : []
    }),
  )
  await publishEvents(
    tx,
    going.map(({ id, customerId }) => ({
      type: 'subscription.updated',
      customerId,
      subject: { type: 'subscription', id },
      now,
    })),
  )
  // Last, because other workers wait for the invoices' numbers until this transaction ends.
  await issueInvoices(tx, { drafts: invoices.drafts(), customers, now })
}

/** Net of discounts, minor units. */
const comesTo = (lines: readonly DraftLine[]): bigint =>
  lines.reduce(
    (sum, { amount, discounts }) => discounts.reduce((rest, discount) => rest - discount.amount, sum + amount),
    0n,
  )

/** One invoice per customer, with what each of their subscriptions adds to it. */
class CycleInvoices {
  readonly #ids = new Map<string, string>()
  readonly #parts = new Map<string, { contract: SubscriptionContract; lines: DraftLine[] }[]>()

  idFor({ customerId }: SubscriptionContract): string {
    const id = this.#ids.get(customerId) ?? newId('inv')
    this.#ids.set(customerId, id)
    return id
  }

  add(contract: SubscriptionContract, lines: DraftLine[]): void {
    if (lines.length === 0) return
    const parts = this.#parts.get(contract.customerId)
    if (parts) parts.push({ contract, lines })
    else this.#parts.set(contract.customerId, [{ contract, lines }])
  }

  /** The oldest subscription first. An invoice of several is of no one of them. */
  drafts(): DraftInvoice[] {
    return [...this.#parts].map(([customerId, parts]) => {
      const [{ contract, lines }] = parts as [(typeof parts)[number]]
      const base = {
        id: this.idFor(contract),
        customerId,
        reason: 'SUBSCRIPTION_CYCLE',
        collect: 'automatically',
      } as const
      if (parts.length === 1) return { ...base, subscriptionId: contract.id, lines }
      parts.sort((a, b) => a.contract.createdAt.getTime() - b.contract.createdAt.getTime())
      return { ...base, subscriptionId: null, lines: parts.flatMap((part) => part.lines) }
    })
  }
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
