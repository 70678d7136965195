import { settleCredit, type CreditSettlement } from '@/lib/engine/credit-settlement'
import type { CreditNoteResult } from '@/lib/engine/credit-note'
import { planContractCredits as allocateCredits } from '@/lib/engine/contract-credit'
import type { Actor } from '@/lib/audit/actor'
import type { Database, Transaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { refusals } from '@/lib/platform/refusals'
import { amountDue } from './amount-due'
import type { DraftLine } from './draft'
import { previewCreditNote } from './issue-credit-note'
import { refuseDisputed } from './refuse-disputed'
import { findCreditableInvoices, insertContractCredits, sumRefunded, type InvoiceWithLines } from './store'
import { writeCreditNote } from './write-credit-note'

/** Where a credit goes once nothing is owed any more. */
export type CreditTo = 'balance' | 'refund'

export interface PlannedCreditNote {
  invoice: InvoiceWithLines
  computed: CreditNoteResult
  settlement: CreditSettlement
  /** The billing key that each credited invoice line answers. */
  keyOf: ReadonlyMap<string, string>
}

/** Which credit notes carry credits that billing by difference decided, with the tax that was charged. Reads only. Throws payment_disputed. */
export async function planContractCredits(
  tx: Database,
  {
    subscriptionId,
    lines,
    creditTo,
    evenDisputed = false,
  }: {
    subscriptionId: string
    lines: readonly DraftLine[]
    creditTo: CreditTo
    /** Where nobody asks who could be refused. */
    evenDisputed?: boolean
  },
): Promise<PlannedCreditNote[]> {
  if (lines.length === 0) return []
  const invoices = await findCreditableInvoices(tx, subscriptionId)
  const plans = refusals(() =>
    allocateCredits({
      credits: lines.map(({ billingKey, amount, discounts, taxBehavior }) => ({
        billingKey,
        amount: discounts.reduce((sum, discount) => sum + discount.amount, 0n) - amount,
        taxBehavior,
      })),
      invoices,
    }),
  )
  const isDisputed = (id: string) => invoices.some((invoice) => invoice.id === id && invoice.disputed)
  const notes: PlannedCreditNote[] = []
  for (const { invoiceId, request, taken } of plans) {
    const { invoice, computed } = await previewCreditNote({ invoiceId, request }, tx)
    const settlement = settleCredit({
      total: computed.total,
      amountDue: amountDue(invoice),
      amountRefundable: invoice.amountPaid - (await sumRefunded(tx, invoiceId)),
      preference: creditTo,
    })
    if (!evenDisputed) refuseDisputed(settlement, isDisputed(invoiceId))
    const keyOf = new Map(taken.map(({ lineId, billingKey }) => [lineId, billingKey]))
    // A credit line that is taken back with the charge it was set off against belongs to the credit of that charge.
    for (const { id } of computed.lines) if (!keyOf.has(id)) keyOf.set(id, taken[0]!.billingKey)
    notes.push({ invoice, computed, settlement, keyOf })
  }
  return notes
}

export interface IssuedContractCredit {
  creditNoteId: string
  number: string
  invoiceId: string
  total: bigint
  toRefund: bigint
  toBalance: bigint
  /** The credit left nothing due of an open invoice. */
  closed: boolean
}

/** Issues the planned credit notes and records which credits of the contract they carry. The customer is locked. */
export async function issueContractCredits(
  tx: Transaction,
  {
    subscriptionId,
    lines,
    notes,
    reason,
    actor,
    now,
  }: {
    subscriptionId: string
    lines: readonly DraftLine[]
    notes: readonly PlannedCreditNote[]
    reason: string
    actor: Actor
    now: Date
  },
): Promise<IssuedContractCredit[]> {
  const credits = lines.map((line) => ({
    id: newId('cc'),
    subscriptionId,
    segmentId: line.segmentId ?? '',
    cycleIndex: line.cycleIndex ?? 0,
    billingKey: line.billingKey,
    from: line.from ?? now,
    to: line.to ?? now,
    pricedAmount: line.amount,
    discounts: line.discounts.map(({ discountId, amount }) => ({ discountId, amount: amount.toString() })),
    explanation: line.explanation ?? {},
    createdAt: now,
  }))
  await insertContractCredits(tx, credits)
  const idOf = new Map(credits.map(({ billingKey, id }) => [billingKey, id]))
  const issued: IssuedContractCredit[] = []
  for (const { keyOf, ...note } of notes) {
    const contractCreditOf = new Map([...keyOf].map(([lineId, key]) => [lineId, idOf.get(key) ?? '']))
    const written = await writeCreditNote(tx, { ...note, contractCreditOf, reason, actor, now })
    const { toRefund, toCustomerCredit: toBalance } = note.settlement
    const { id: creditNoteId, number } = written
    const { id: invoiceId, status } = note.invoice
    const closed = status === 'OPEN' && note.settlement.toReceivable === amountDue(note.invoice)
    issued.push({ creditNoteId, number, invoiceId, total: note.computed.total, toRefund, toBalance, closed })
  }
  return issued
}
