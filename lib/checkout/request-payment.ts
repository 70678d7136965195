import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { settleFromBalance } from '@/lib/invoices/settle-from-balance'
import { getInvoice } from '@/lib/invoices/read-invoices'
import { issueWritten } from '@/lib/invoices/write-invoice'
import type { WrittenInvoice } from '@/lib/invoices/written-invoice'
import { collectInvoice } from '@/lib/payments/collect-invoice'
import { openPayment, type OpenedPayment } from '@/lib/payments/open-payment'
import { reactToClosed } from '@/lib/payments/react-to-closed'
import { getLatestPayment } from '@/lib/payments/read-payments'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { waitForVatId } from './wait-for-vat-id'

export interface RequestPaymentInput {
  customerId: string
  lines: WrittenInvoice['lines']
  memo?: string | null
  /** The customer is there and confirms in the browser, or their default method is charged without them. */
  confirm: 'on_session' | 'off_session'
  /** The same key leads to the same invoice and payment, however often it is sent. */
  requestKey: string
  actor: Actor
  now: Date
}

export interface RequestedPayment extends Omit<OpenedPayment, 'paymentId'> {
  invoiceId: string
  /** Null where there was nothing to pay: the balance paid, or the lines come to nothing. */
  paymentId: string | null
}

/**
 * One payment for something outside a subscription: an invoice by hand, and its payment opened for the browser or charged
 * to the default method. Sent again under the same key it finds both again, and whatever became of them: nothing is charged
 * twice. Off session, a refusal leaves the invoice open and dunning collects it like any other; on session it waits for the
 * customer (`openPayment` finds it again) and nothing else charges it. `voidOpenInvoice` calls either off.
 *
 * Throws no_payment_method (off session), vat_id_being_checked, request_key_reused, payment_under_way, and what
 * `composeInvoice` throws.
 */
export async function requestPayment({
  customerId,
  lines,
  memo,
  confirm,
  requestKey,
  actor,
  now,
}: RequestPaymentInput): Promise<RequestedPayment> {
  await waitForVatId({ customerId, now })
  const invoiceId = await inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId)
    const terms = { collectionMethod: 'CHARGE_AUTOMATICALLY' as const, paymentTermDays: null }
    const collect = confirm === 'on_session' ? ('on_session' as const) : ('automatically' as const)
    const invoice = { lines, memo, terms }
    const { invoice: issued, isNew } = await issueWritten(tx, { customer, invoice, requestKey, collect, actor, now })
    if (!isNew) return issued.id
    if (confirm === 'off_session' && issued.status === 'OPEN' && !customer.defaultPaymentMethodId)
      throw conflict('no_payment_method', 'The customer has no payment method that could be charged.')
    if (confirm === 'on_session') {
      const { invoice: settled, closed } = await settleFromBalance(tx, { invoice: issued, now })
      if (closed) await reactToClosed(tx, { invoice: settled, customer, now })
    }
    return issued.id
  })
  if (confirm === 'off_session') await collectInvoice({ invoiceId, now })
  const { status } = await getInvoice(invoiceId)
  if (confirm === 'on_session' && status === 'OPEN') return { invoiceId, ...(await openPayment({ invoiceId, now })) }
  const payment = await getLatestPayment(invoiceId)
  const without = status === 'PAID' ? 'SUCCEEDED' : status === 'OPEN' ? 'FAILED' : 'CANCELED'
  return { invoiceId, paymentId: payment?.id ?? null, clientSecret: null, status: payment?.status ?? without }
}
