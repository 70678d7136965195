import { isMeteredSegment } from '@/lib/engine/metered-segments'
import type { TimelineCycle } from '@/lib/engine/timeline'
import type { AssembledInvoice } from '@/lib/engine/invoice'
import { isTooSmallToCharge } from '@/lib/engine/smallest-charge'
import type { Actor } from '@/lib/audit/actor'
import { previewBalance } from '@/lib/balance/apply-balance'
import { getLegalEntity } from '@/lib/catalog/read-catalog'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { listDiscounts } from '@/lib/discounts/read-discounts'
import { computeInvoice } from '@/lib/invoices/compute-invoice'
import {
  issueContractCredits,
  planContractCredits,
  type CreditTo,
  type IssuedContractCredit,
  type PlannedCreditNote,
} from '@/lib/invoices/credit-contract-lines'
import type { DraftInvoice, DraftLine } from '@/lib/invoices/draft'
import { issueInvoices, type IssuedInvoice } from '@/lib/invoices/issue-invoices'
import { refuseWhileDraft } from '@/lib/invoices/refuse-while-draft'
import { getInvoice, listIssuedLines } from '@/lib/invoices/read-invoices'
import type { Database, Transaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { getBillingPolicy } from './billing-policy'
import { computeBilling } from './compute-billing'
import type { Contract } from './contract-facts'
import { loadUsage, settlesApartAt } from './contract-usage'
import { syncCycles } from './lifecycle-store'
import { subscriptionsPaid } from './react-to-payment'
import { findLastCycles, updateSubscription } from './store'

/** What a contract comes to at an instant: its cycles from the current one on, and the documents that settle it. */
export interface Settlement {
  cycles: TimelineCycle[]
  /** Charges, and the credits they outweigh. */
  invoiceLines: DraftLine[]
  invoice: AssembledInvoice | null
  /** Credits that no charge outweighs: credit notes carry them. */
  creditLines: DraftLine[]
  creditNotes: PlannedCreditNote[]
  /** Of the credit notes, with tax, minor units. */
  credited: { total: bigint; toReceivable: bigint; toRefund: bigint; toBalance: bigint }
  /** What the balance (with what is credited now) pays of the invoice, and what is left to charge. */
  fromBalance: bigint
  toCharge: bigint
  /** When late use of what is settled now is settled apart from renewals; null: the next renewal takes it. */
  usageSettlesAt: Date | null
}

export interface SettlementInput {
  /** As it will be. */
  contract: Contract
  customer: CustomerRow
  /** The instant of the change. */
  at: Date
  /** Cycles that ended at or before this are closed: usually where the current period began. */
  since: Date
  /** Use of cycles that ended after this is looked at again; default: `since`. */
  usageSince?: Date
  /** Only what was used: of closed cycles, or with `so_far` also of the one that runs. */
  usageOnly?: 'closed' | 'so_far'
  /** Where credits go. */
  creditTo?: CreditTo
  /** It happens by itself: credit is given even where the payment is disputed. */
  evenDisputed?: boolean
}

/** The one compute behind previews and changes: the difference to what was billed, and what carries it. Reads only. Throws payment_disputed. */
export async function computeSettlement(tx: Database, input: SettlementInput): Promise<Settlement> {
  const { contract, customer, at, since, usageSince = since, usageOnly, creditTo = 'balance', evenDisputed } = input
  const last = (await findLastCycles(tx, [contract.id])).get(contract.id)
  const wanted = { customerId: customer.id, contract, at, since: usageSince, running: usageOnly === 'so_far' }
  const usage = (await loadUsage(tx, [wanted])).get(contract.id)
  const counted = usage?.windows.map(({ cycleIndex }) => cycleIndex) ?? []
  const fromCycle = Math.max(0, Math.min((last?.index ?? 0) - 1, ...counted))
  const issued = await listIssuedLines(tx, [{ id: contract.id, fromCycle }])
  const { locale } = customer
  const discounts = (await listDiscounts(tx, [contract.id])).get(contract.id)
  const billed = computeBilling({ contract, issued, discounts, usage, billThrough: at, billSince: since, locale })
  if (usageOnly) billed.lines = billed.lines.filter(({ segmentId }) => isMeteredSegment(segmentId ?? ''))
  const cycles = usageOnly ? [] : billed.cycles.filter(({ start }) => start <= at)
  const seller = await getLegalEntity(tx)
  const invoiceOf = (lines: DraftLine[]) => (lines.length > 0 ? computeInvoice({ lines, seller, customer, at }) : null)
  const together = invoiceOf(billed.lines)
  const split = together !== null && together.total < 0n
  const invoiceLines = split ? billed.lines.filter(({ kind }) => kind === 'CHARGE') : billed.lines
  const creditLines = split ? billed.lines.filter(({ kind }) => kind === 'CREDIT') : []
  const invoice = split ? invoiceOf(invoiceLines) : together
  if (creditLines.length > 0) await refuseWhileDraft(tx, contract.id)
  const creditNotes = await planContractCredits(tx, {
    subscriptionId: contract.id,
    lines: creditLines,
    creditTo,
    evenDisputed,
  })
  const sum = (pick: (note: PlannedCreditNote) => bigint) => creditNotes.reduce((total, note) => total + pick(note), 0n)
  const credited = {
    total: sum(({ computed }) => computed.total),
    toReceivable: sum(({ settlement }) => settlement.toReceivable),
    toRefund: sum(({ settlement }) => settlement.toRefund),
    toBalance: sum(({ settlement }) => settlement.toCustomerCredit),
  }
  const due = invoice?.total ?? 0n
  const held = await previewBalance(tx, {
    customerId: customer.id,
    currency: customer.currency,
    amountDue: due > credited.toBalance ? due - credited.toBalance : 0n,
    now: at,
  })
  return {
    cycles,
    invoiceLines,
    invoice,
    creditLines,
    creditNotes,
    credited,
    fromBalance: due - held.amountDue,
    toCharge: isTooSmallToCharge({ amount: held.amountDue, currency: customer.currency }) ? 0n : held.amountDue,
    usageSettlesAt: await lateUsageApart(tx, { cycles, at }),
  }
}

/** Also where nothing was used yet: what was may still arrive. */
async function lateUsageApart(
  tx: Database,
  { cycles, at }: { cycles: TimelineCycle[]; at: Date },
): Promise<Date | null> {
  if (!cycles.some((cycle) => cycle.kind === 'BILLED' && cycle.end <= at)) return null
  const { lateUsageDays } = await getBillingPolicy(tx)
  const { end = at, kind } = cycles.at(-1) ?? {}
  return settlesApartAt({ at, nextBoundary: kind === 'BILLED' && end > at ? end : null, lateUsageDays })
}

/**
 * Issues what a settlement consists of, charged automatically, and brings the stored cycles up to date. The customer is
 * locked; the contract has been written. Refunds are the caller's, in the same transaction.
 */
export async function carryOutSettlement(
  tx: Transaction,
  {
    settlement,
    subscriptionId,
    customer,
    reason,
    creditReason,
    actor,
    now,
  }: {
    settlement: Settlement
    subscriptionId: string
    customer: CustomerRow
    reason: DraftInvoice['reason']
    /** Why credit notes are given, as their reason code. */
    creditReason: string
    actor: Actor
    now: Date
  },
): Promise<{ invoice: IssuedInvoice | null; creditNotes: IssuedContractCredit[] }> {
  const { invoiceLines: lines } = settlement
  const id = lines.length > 0 ? newId('inv') : null
  // Credit first: what goes to the balance is there when the invoice is collected.
  const creditNotes = await settleOnInvoice(tx, { settlement, subscriptionId, invoiceId: id, creditReason, actor, now })
  if (!id) return { invoice: null, creditNotes }
  const draft = { id, customerId: customer.id, subscriptionId, reason, lines, collect: 'automatically' as const }
  const [invoice] = await issueInvoices(tx, { drafts: [draft], customers: new Map([[customer.id, customer]]), now })
  return { invoice: invoice ?? null, creditNotes }
}

/**
 * The same for a settlement whose charges the caller puts on an invoice of theirs: credit notes, stored cycles. `invoiceId`:
 * of that invoice; null if nothing is charged.
 */
export async function settleOnInvoice(
  tx: Transaction,
  {
    settlement: { cycles, creditLines, creditNotes: notes, usageSettlesAt },
    subscriptionId,
    invoiceId,
    creditReason,
    actor,
    now,
  }: {
    settlement: Settlement
    subscriptionId: string
    invoiceId: string | null
    creditReason: string
    actor: Actor
    now: Date
  },
): Promise<IssuedContractCredit[]> {
  const creditNotes = await issueContractCredits(tx, {
    subscriptionId,
    lines: creditLines,
    notes,
    reason: creditReason,
    actor,
    now,
  })
  await syncCycles(
    tx,
    subscriptionId,
    cycles.map(({ index, start, end, kind }) => ({
      index,
      startsAt: start,
      endsAt: end,
      invoiceId: kind === 'BILLED' ? invoiceId : null,
    })),
  )
  for (const { invoiceId: id, closed } of creditNotes)
    if (closed) await subscriptionsPaid(tx, { invoice: await getInvoice(id, tx), now })
  // Whatever was to join the next renewal is settled with it; use alone leaves that open.
  if (cycles.length > 0)
    await updateSubscription(tx, subscriptionId, { settlesSince: null, ...(usageSettlesAt && { usageSettlesAt }) })
  return creditNotes
}
