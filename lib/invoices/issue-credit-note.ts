import { dateInZone } from '@/lib/engine/calendar'
import { computeCreditNote, type CreditNoteRequest, type CreditNoteResult } from '@/lib/engine/credit-note'
import { entriesForCreditNoteIssued } from '@/lib/engine/ledger'
import type { TaxCategory, TaxReason } from '@/lib/engine/tax'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { postTransactions } from '@/lib/ledger/post-transactions'
import { db, type Database, type Transaction } from '@/lib/platform/db/client'
import type { JsonObject } from '@/lib/platform/db/json'
import { conflict } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { documentNumber, seriesPrefix } from './number-series'
import {
  findCreditedLines,
  findInvoice,
  insertCreditNote,
  takeNumbers,
  type InvoiceWithLines,
  type NewCreditNoteRow,
} from './store'

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
  const year = Number(dateInZone({ at: now, timeZone: 'Europe/Berlin' }).slice(0, 4))
  const prefix = seriesPrefix({ kind: 'CREDIT_NOTE', year })
  const { legalEntityId, customerId, currency } = invoice
  const { first: number, issuedAt } = await takeNumbers(tx, {
    legalEntityId,
    kind: 'CREDIT_NOTE',
    year,
    prefix,
    count: 1,
    now,
  })
  const creditNote = {
    id: newId('cn'),
    number: documentNumber({ prefix, number }),
    seriesPrefix: prefix,
    seriesNumber: number,
    invoiceId,
    customerId,
    legalEntityId,
    currency,
    reason,
    memo: memo ?? null,
    subtotal: computed.netTotal,
    taxTotal: computed.taxTotal,
    total: computed.total,
    toRefund: computed.total,
    seller: invoice.seller as JsonObject,
    buyer: invoice.buyer as JsonObject,
    locale: invoice.locale,
    issuedAt,
  } satisfies NewCreditNoteRow
  const lineOf = new Map(invoice.lines.map((line) => [line.id, line]))
  await insertCreditNote(
    tx,
    creditNote,
    computed.lines.map((line, position) => {
      const billed = lineOf.get(line.id)!
      const { description, taxCategory, taxRate, taxCountry } = billed
      return {
        id: newId('cnl'),
        creditNoteId: creditNote.id,
        position,
        invoiceLineId: line.id,
        description,
        amount: line.netAmount,
        taxAmount: line.taxAmount,
        taxCategory,
        taxRate,
        taxCountry,
      }
    }),
  )
  await postTransactions(tx, now, [
    {
      kind: 'credit_note.issued',
      sourceId: creditNote.id,
      customerId,
      entries: entriesForCreditNoteIssued({
        currency,
        total: computed.total,
        lines: computed.lines.map(({ id, netAmount }) => ({
          netAmount,
          from: lineOf.get(id)!.from,
          to: lineOf.get(id)!.to,
        })),
        breakdown: computed.breakdown,
        toReceivable: 0n,
        toCustomerCredit: 0n,
        toRefund: computed.total,
      }),
    },
  ])
  await recordAudit(tx, now, {
    actor,
    action: 'credit_note.issue',
    customerId,
    target: { type: 'credit_note', id: creditNote.id },
    data: { number: creditNote.number, invoice: invoice.number, total: computed.total.toString(), reason },
  })
  return { creditNote, invoice }
}
