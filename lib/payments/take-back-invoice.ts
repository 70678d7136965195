import type { Actor } from '@/lib/audit/actor'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { endDunning } from '@/lib/dunning/end-dunning'
import { lockInvoice } from '@/lib/invoices/lock-invoice'
import { getInvoiceWithLines, type InvoiceWithLines } from '@/lib/invoices/read-invoices'
import { voidInvoice } from '@/lib/invoices/void-invoice'
import { db, inTransaction, type Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { billAgain } from '@/lib/subscriptions/bill-again'
import { subscriptionsPaid } from '@/lib/subscriptions/react-to-payment'
import { cancelPayment } from './cancel-payment'
import { findPaymentUnderWay } from './store'

interface TakeBackInput {
  invoiceId: string
  /** For the audit, in the words of who did it. */
  reason: string
  actor: Actor
  now: Date
}

/**
 * Staff take back an unpaid invoice. Its number stays, what it billed is given up and not billed again, its subscriptions go on when nothing
 * else is owed. Throws invoice_not_open, invoice_has_payments, invoice_of_checkout, payment_under_way.
 */
export async function voidOpenInvoice(input: TakeBackInput): Promise<void> {
  await takeBack({ ...input, givenUp: true }, async (tx, { invoice }) =>
    subscriptionsPaid(tx, { invoice, now: input.now }),
  )
}

/**
 * Staff take back an unpaid invoice and bill the same anew, by today's address, VAT id and terms: for an invoice that went
 * to the wrong company. Returns the new invoice's id. Throws what `voidOpenInvoice` throws, and nothing_to_bill_again.
 */
export async function rebillInvoice(input: TakeBackInput): Promise<string> {
  return takeBack({ ...input, givenUp: false }, async (tx, { invoice, customer }) => {
    const issued = await billAgain(tx, { voided: invoice, customer, now: input.now })
    await subscriptionsPaid(tx, { invoice, now: input.now })
    return issued.id
  })
}

async function takeBack<Result>(
  { invoiceId, reason, givenUp, actor, now }: TakeBackInput & { givenUp: boolean },
  then: (tx: Transaction, taken: { invoice: InvoiceWithLines; customer: CustomerRow }) => Promise<Result>,
): Promise<Result> {
  // A payment that waits for the customer is called off at the processor first: nobody can pay what is taken back.
  const waiting = await findPaymentUnderWay(db, invoiceId)
  if (waiting?.status === 'REQUIRES_ACTION') await cancelPayment({ paymentId: waiting.id, now })
  return inTransaction(async (tx) => {
    const { invoice: row, customer } = await lockInvoice(tx, invoiceId)
    if (row.status !== 'OPEN' && row.status !== 'UNCOLLECTIBLE')
      throw conflict('invoice_not_open', 'Only an unpaid invoice can be taken back.', { status: row.status })
    if (await findPaymentUnderWay(tx, invoiceId))
      throw conflict('payment_under_way', 'A payment of this invoice is under way: wait for its result.')
    if (row.subscriptionId && (await getSubscription(row.subscriptionId, tx)).status === 'INCOMPLETE')
      throw conflict(
        'invoice_of_checkout',
        'The customer is at the checkout: what is not paid is taken back by itself.',
      )
    const invoice = await getInvoiceWithLines(invoiceId, tx)
    await voidInvoice(tx, { invoiceId, reason, givenUp, actor, now })
    await endDunning(tx, { invoiceIds: [invoiceId], outcome: 'VOIDED', now })
    return then(tx, { invoice, customer })
  })
}
