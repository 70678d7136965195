import { computeCreditNote, type CreditNoteRequest, type CreditNoteResult } from '@/lib/engine/credit-note'
import type { TaxCategory, TaxReason } from '@/lib/engine/tax'
import type { Actor } from '@/lib/audit/actor'
import { db, type Database, type Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { findCreditedLines, findInvoice, type InvoiceWithLines } from './store'
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

export interface NewCreditNote {
  invoiceId: string
  request: CreditNoteRequest
  reason: string
  memo?: string
  actor: Actor
  now: Date
}

/**
 * Issues a credit note over a paid invoice, to be refunded to where the money came from. The customer is locked by the
 * caller, which makes the refund in the same transaction. Throws invoice_not_paid and what `computeCreditNote` throws
 * (nothing left to credit, more than was billed).
 */
export async function issueCreditNote(
  tx: Transaction,
  { invoiceId, request, reason, memo, actor, now }: NewCreditNote,
) {
  const { invoice, computed } = await previewCreditNote({ invoiceId, request }, tx)
  if (invoice.status !== 'PAID') {
    throw conflict('invoice_not_paid', 'Only a paid invoice can be refunded. Void an open one instead.', {
      status: invoice.status,
    })
  }
  const settlement = { toReceivable: 0n, toRefund: computed.total, toCustomerCredit: 0n }
  const creditNote = await writeCreditNote(tx, { invoice, computed, settlement, reason, memo, actor, now })
  return { creditNote, invoice }
}
