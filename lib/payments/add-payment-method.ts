import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer } from '@/lib/customers/read-customers'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { describeMethod, keepMethod } from './keep-method'
import { processorCustomerRef } from './processor-customer'
import { processorFor } from './processors'
import { retryOpenInvoices } from './retry-open-invoices'
import type { PaymentMethodRow } from './store'

/** Starts to add a method: the browser confirms with the secret and comes back with the set-up's reference. */
export async function openMethodSetup({
  customerId,
}: {
  customerId: string
}): Promise<{ setupRef: string; clientSecret: string }> {
  const customerRef = await processorCustomerRef({ customer: await getCustomer(customerId), processor: 'STRIPE' })
  return processorFor('STRIPE').openSetup({ customerRef, customerId })
}

/**
 * Keeps the method of a finished set-up. As the default it is used at once for what is overdue. Repeated, it changes
 * nothing. Throws setup_not_found for another customer's set-up, setup_not_finished.
 */
export async function addPaymentMethod(input: {
  customerId: string
  setupRef: string
  makeDefault: boolean
  actor: Actor
  now: Date
}): Promise<PaymentMethodRow> {
  const { customerId, setupRef, makeDefault, actor, now } = input
  const customerRef = await processorCustomerRef({ customer: await getCustomer(customerId), processor: 'STRIPE' })
  const method = await processorFor('STRIPE').readSetup({ setupRef, customerRef })
  if (!method) throw conflict('setup_not_finished', 'This payment method was not confirmed yet.')
  return inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId)
    const kept = await keepMethod(tx, { customer, processor: 'STRIPE', method, makeDefault, now })
    await recordAudit(tx, now, {
      actor,
      action: 'payment_method.add',
      customerId,
      target: { type: 'payment_method', id: kept.id },
      data: { method: describeMethod(kept) },
    })
    if (makeDefault || customer.defaultPaymentMethodId === null) await retryOpenInvoices(tx, { customerId, now })
    return kept
  })
}
