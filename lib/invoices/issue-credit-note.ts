import { settleCredit } from '@/lib/engine/credit-settlement'
import { computeCreditNote, type CreditNoteRequest, type CreditNoteResult } from '@/lib/engine/credit-note'
import type { TaxCategory, TaxReason } from '@/lib/engine/tax'
import type { Actor } from '@/lib/audit/actor'
import { db, type Database, type Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { refusalsOf } from '@/lib/platform/refusals'
import { amountDue } from './amount-due'
import { refuseDisputed } from './refuse-disputed'
import { findCreditedLines, findInvoice, isDisputed, sumRefunded, type InvoiceWithLines } from './store'
import { writeCreditNote } from './write-credit-note'

/** What crediting this much of an invoice comes to: the compute behind preview and credit note. Reads only. */
export async function previewCreditNote(
  { invoiceId, request }: { invoiceId: string; request: CreditNoteRequest },
  tx: Database = db,
): Promise<{ invoice: InvoiceWithLines; computed: CreditNoteResult }> {
  const invoice = await findInvoice(invoiceId, tx)
  const credited = await findCreditedLines(tx, invoiceId)
  const reasons = new Map(invoice.taxes.map((tax) => [`${tax.category} ${tax.rate} ${tax.country}`, tax.reason]))
  const sumOf = (lineId: string, pick: (row: (typeof credited)[number]) => bigint) =>
    credited.filter((row) => row.invoiceLineId === lineId).reduce((total, row) => total + pick(row), 0n)
  const computed = computeCreditNote({
    lines: invoice.lines.map((line) => ({
      id: line.id,
      netAmount: line.amount,
      taxAmount: line.taxAmount,
      tax: {
        category: line.taxCategory as TaxCategory,
        rate: line.taxRate,
        country: line.taxCountry,
        reason: (reasons.get(`${line.taxCategory} ${line.taxRate} ${line.taxCountry}`) ?? 'domestic') as TaxReason,
      },
      creditedNetAmount: sumOf(line.id, (row) => row.amount),
      creditedTaxAmount: sumOf(line.id, (row) => row.taxAmount),
    })),
    request,
  })
  return { invoice, computed }
}

export interface CreditInput {
  invoiceId: string
  request: CreditNoteRequest
  /** Where what is not owed any more goes. */
  to: 'refund' | 'balance' | 'outside'
}

/**
 * A credit note and how it is settled: the compute behind preview and execution. Reads only. Throws invoice_not_creditable
 * (void, given up, or the first one of a subscription that nobody has paid: that is called off instead) and what
 * `refuseDisputed` and `computeCreditNote` throw (nothing left to credit, more than was billed).
 */
export async function computeCredit(tx: Database, { invoiceId, request, to }: CreditInput) {
  const { invoice, computed } = await refusalsOf(previewCreditNote({ invoiceId, request }, tx))
  const isUnpaidStart = invoice.status === 'OPEN' && invoice.reason === 'SUBSCRIPTION_START'
  if ((invoice.status !== 'OPEN' && invoice.status !== 'PAID') || isUnpaidStart)
    throw conflict('invoice_not_creditable', 'Only an open or paid invoice can be credited.', {
      status: invoice.status,
    })
  const settlement = settleCredit({
    total: computed.total,
    amountDue: amountDue(invoice),
    amountRefundable: invoice.amountPaid - (await sumRefunded(tx, invoiceId)),
    preference: to,
  })
  refuseDisputed(settlement, await isDisputed(tx, invoiceId))
  return { invoice, computed, settlement }
}

/**
 * Issues a credit note. The customer is locked by the caller, which makes the refund of `toRefund` in the same transaction.
 * `closed`: nothing is due any more. Throws what `computeCredit` throws.
 */
export async function issueCreditNote(
  tx: Transaction,
  {
    reason,
    memo,
    reference,
    actor,
    now,
    ...input
  }: CreditInput & { reason: string; memo?: string; reference?: string; actor: Actor; now: Date },
) {
  const { invoice, computed, settlement } = await computeCredit(tx, input)
  const note = { invoice, computed, settlement, reason, memo, outsideReference: reference, actor, now }
  const creditNote = await writeCreditNote(tx, note)
  const closed = invoice.status === 'OPEN' && settlement.toReceivable === amountDue(invoice)
  return { creditNote, settlement, closed }
}
