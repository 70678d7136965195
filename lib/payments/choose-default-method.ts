import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { setDefaultPaymentMethod } from '@/lib/customers/set-default-payment-method'
import { inTransaction } from '@/lib/platform/db/client'
import { notFound } from '@/lib/platform/errors'
import { describeMethod } from './keep-method'
import { retryOpenInvoices } from './retry-open-invoices'
import { findMethod } from './store'

/** Makes one of the customer's methods the one that automatic charges use; what is overdue is tried with it at once. */
export async function chooseDefaultMethod(input: {
  customerId: string
  methodId: string
  actor: Actor
  now: Date
}): Promise<void> {
  const { customerId, methodId, actor, now } = input
  await inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId)
    const method = await findMethod(methodId, tx)
    if (method.customerId !== customerId || method.removedAt) throw notFound('payment method', methodId)
    if (customer.defaultPaymentMethodId === methodId) return
    await setDefaultPaymentMethod(tx, { customerId, methodId })
    await recordAudit(tx, now, {
      actor,
      action: 'payment_method.make_default',
      customerId,
      target: { type: 'payment_method', id: methodId },
      data: { method: describeMethod(method) },
    })
    await retryOpenInvoices(tx, { customerId, now })
  })
}
