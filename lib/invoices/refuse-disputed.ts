import type { CreditSettlement } from '@/lib/engine/credit-settlement'
import { conflict } from '@/lib/platform/errors'

/**
 * Refuses credit that would give a customer, as a refund or on their balance, what their bank withdrew: it has given that
 * back itself, or decides about it. Lowering what is due is no matter, nor is what staff say was paid back outside.
 * Throws payment_disputed.
 */
export function refuseDisputed({ toRefund, toCustomerCredit }: CreditSettlement, disputed: boolean): void {
  if (disputed && toRefund + toCustomerCredit > 0n)
    throw conflict('payment_disputed', 'This payment is disputed: the bank decides who gets the money.')
}
