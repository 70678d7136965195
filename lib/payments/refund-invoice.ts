import type { CreditNoteRequest } from '@/lib/engine/credit-note'
import type { Actor } from '@/lib/audit/actor'
import { issueCreditNote } from '@/lib/invoices/issue-credit-note'
import { lockInvoice } from '@/lib/invoices/lock-invoice'
import { inTransaction } from '@/lib/platform/db/client'
import { refundCreditNote } from './refund-credit-note'

/**
 * Gives back a paid invoice in part or in full: a credit note, and refunds to the payments it was paid with (newest
 * first), carried to the processor by jobs. Never more than was paid and not yet given back: throws refund_exceeds_paid,
 * invoice_not_paid, payment_disputed, and what the credit note throws.
 */
export async function refundInvoice(input: {
  invoiceId: string
  request: CreditNoteRequest
  reason: string
  memo?: string
  actor: Actor
  now: Date
}): Promise<{ creditNoteId: string; number: string; total: bigint }> {
  const { invoiceId, now } = input
  return inTransaction(async (tx) => {
    await lockInvoice(tx, invoiceId)
    const { creditNote } = await issueCreditNote(tx, input)
    const { id: creditNoteId, total: amount } = creditNote
    await refundCreditNote(tx, { creditNoteId, invoiceId, amount, reason: input.reason, now })
    return { creditNoteId: creditNote.id, number: creditNote.number, total: creditNote.total }
  })
}
