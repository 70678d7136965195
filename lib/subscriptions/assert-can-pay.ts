import type { Actor } from '@/lib/audit/actor'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { conflict } from '@/lib/platform/errors'

type Payer = Pick<CustomerRow, 'defaultPaymentMethodId' | 'collectionMethod'>

/** Whether what is due reaches us without more being arranged: a method is charged, or invoices are sent and paid by transfer. */
export const canBeCollected = ({ defaultPaymentMethodId, collectionMethod }: Payer): boolean =>
  defaultPaymentMethodId !== null || collectionMethod === 'SEND_INVOICE'

/**
 * Customers who start something that is charged by itself need something to charge; staff may start it all the same.
 * Throws payment_method_missing.
 */
export function assertCanPay({ actor, customer }: { actor: Actor; customer: CustomerRow }): void {
  if (actor.type === 'member' && !canBeCollected(customer))
    throw conflict('payment_method_missing', 'Add a payment method first. Nothing was charged.')
}
