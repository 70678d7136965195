import { nextPaymentStatus } from '@/lib/engine/lifecycle'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { inTransaction } from '@/lib/platform/db/client'
import { reactToFailure } from './react-to-failure'
import { findPayment, updatePayment, type PaymentRow } from './store'

/** Ends a payment that the processor refused to make at all, or never heard of: no money moved and none will. */
export async function failUnsentPayment({
  paymentId,
  failure,
  now,
}: {
  paymentId: string
  failure: { code: string; message: string }
  now: Date
}): Promise<PaymentRow> {
  const { customerId } = await findPayment(paymentId)
  return inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId)
    const before = await findPayment(paymentId, tx)
    const to = before.onSession ? 'CANCELED' : 'FAILED'
    const status = nextPaymentStatus(before.status, to)
    if (status !== to || status === before.status) return before
    const payment = await updatePayment(tx, paymentId, {
      status,
      failureCode: failure.code,
      failureMessage: failure.message,
      settledAt: now,
      reconcileAt: null,
    })
    if (status === 'FAILED') await reactToFailure(tx, { payment, customer, now })
    return payment
  })
}
