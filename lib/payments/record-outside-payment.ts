import { z } from 'zod'
import { entriesForPaymentSucceeded } from '@/lib/engine/ledger'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { grantCredit } from '@/lib/balance/grant-credit'
import { amountPayable } from '@/lib/invoices/amount-due'
import { lockInvoice } from '@/lib/invoices/lock-invoice'
import { recordPayment } from '@/lib/invoices/record-payment'
import { postTransactions } from '@/lib/ledger/post-transactions'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict, invalid } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { reactToClosed } from './react-to-closed'
import { spendBalance } from './spend-balance'
import { findBankTransfer, insertPayment, type PaymentRow } from './store'

const referenceSchema = z.string().trim().min(3).max(140)

/**
 * Counts money that came outside our processors (a bank transfer) against an open invoice, or one that was given up. In
 * full it ends dunning and brings the subscription back like any payment; in part the rest stays due; what is too much
 * becomes the customer's credit, which pays what else is open. `reference` (of the bank statement) makes it count once: the same again returns the
 * payment that is there. Amount: positive minor units in the invoice's currency.
 * Throws amount_not_positive, reference_used (for another invoice or amount), invoice_not_payable.
 */
export async function recordOutsidePayment({
  invoiceId,
  amount,
  actor,
  now,
  ...input
}: {
  invoiceId: string
  amount: bigint
  reference: string
  actor: Actor
  now: Date
}): Promise<PaymentRow> {
  if (amount <= 0n) throw invalid('amount_not_positive', 'Enter the amount that arrived.')
  const reference = referenceSchema.parse(input.reference)
  return inTransaction(async (tx) => {
    const { invoice, customer } = await lockInvoice(tx, invoiceId)
    const known = await findBankTransfer(tx, reference)
    if (known && known.invoiceId === invoiceId && known.amount === amount) return known
    if (known) throw conflict('reference_used', 'A transfer with this reference was recorded already.')
    if (amountPayable(invoice) <= 0n)
      throw conflict('invoice_not_payable', 'Nothing is due on this invoice.', { status: invoice.status })
    const id = newId('pay')
    const { customerId, currency } = invoice
    const payment = await insertPayment(tx, {
      id,
      customerId,
      invoiceId,
      processor: 'BANK_TRANSFER',
      status: 'SUCCEEDED',
      onSession: true,
      amount,
      currency,
      idempotencyKey: id,
      processorRef: reference,
      createdAt: now,
      settledAt: now,
    })
    const { invoice: paid, surplus, closed } = await recordPayment(tx, { invoiceId, amount, now })
    const entries = entriesForPaymentSucceeded({ processor: 'bank_transfer', currency, amount, overpaid: surplus })
    await postTransactions(tx, now, [{ kind: 'payment.succeeded', sourceId: id, customerId, entries }])
    if (surplus > 0n)
      await grantCredit(tx, { customerId, currency, amount: surplus, source: 'overpayment', sourceId: id, now })
    await recordAudit(tx, now, {
      actor,
      action: 'payment.record_outside',
      customerId,
      target: { type: 'payment', id },
      data: { invoice: invoice.number, amount: amount.toString(), currency, reference, credited: surplus.toString() },
    })
    if (closed) await reactToClosed(tx, { invoice: paid, customer, paidWith: BANK_TRANSFER, now })
    // One transfer for several invoices is recorded with one of them.
    if (surplus > 0n) await spendBalance(tx, { customerId, now })
    return payment
  })
}

const BANK_TRANSFER = { type: 'bank_transfer', brand: null, last4: null }
