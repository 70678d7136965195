import type { Actor } from '@/lib/audit/actor'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { conflict } from '@/lib/platform/errors'

/**
 * Customers who start something that is charged by itself need something to charge; staff may start it all the same.
 * Throws payment_method_missing.
 */
export function assertCanPay({ actor, customer }: { actor: Actor; customer: CustomerRow }): void {
  if (actor.type === 'member' && !customer.defaultPaymentMethodId)
    throw conflict('payment_method_missing', 'Add a payment method first. Nothing was charged.')
}
