import { settleCredit } from '@/lib/engine/credit-settlement'
import { isTooSmallToCharge } from '@/lib/engine/smallest-charge'
import { systemActor } from '@/lib/audit/actor'
import type { Transaction } from '@/lib/platform/db/client'
import { amountDue } from './amount-due'
import { previewCreditNote } from './issue-credit-note'
import { findInvoiceRow, type InvoiceRow } from './store'
import { writeCreditNote } from './write-credit-note'

/**
 * Lets go, by a credit note, what is due on an invoice and too little to be charged: no processor takes a cent, and nobody
 * should be past due for one. Of an invoice that is sent, any amount can be transferred. The customer is locked.
 */
export async function waiveSmallAmount(
  tx: Transaction,
  { invoice, now }: { invoice: InvoiceRow; now: Date },
): Promise<{ invoice: InvoiceRow; closed: boolean }> {
  const due = amountDue(invoice)
  const { id: invoiceId, currency, collectionMethod } = invoice
  if (collectionMethod === 'SEND_INVOICE' || !isTooSmallToCharge({ amount: due, currency })) {
    return { invoice, closed: false }
  }
  const credited = await previewCreditNote({ invoiceId, request: { amount: due } }, tx)
  const { total } = credited.computed
  const settlement = settleCredit({ total, amountDue: due, amountRefundable: 0n, preference: 'balance' })
  await writeCreditNote(tx, { ...credited, settlement, reason: 'small_amount', actor: systemActor('Collection'), now })
  return { invoice: await findInvoiceRow(invoiceId, tx), closed: true }
}
