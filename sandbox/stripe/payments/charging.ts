import type { AttemptError, BillingDetails, ChargeRecord, PaymentMethodRecord, Shipping } from '../../state/records'
import { identifier } from '../../state/ids'
import type { Context } from '../context'
import { emit } from '../events'
import { type Decline } from '../test-cards'
import { bookCharge } from './bookings'

/** What a charge takes over from the PaymentIntent (or the request) that makes it. */
export interface ChargeOrder {
  readonly amount: number
  readonly currency: string
  readonly customer: string | null
  readonly description: string | null
  readonly metadata: Record<string, string>
  readonly payment_intent: string | null
  readonly receipt_email: string | null
  readonly shipping: Shipping | null
  readonly statement_descriptor: string | null
  readonly statement_descriptor_suffix: string | null
  readonly transfer_group: string | null
  readonly three_d_secure: boolean
}

/** How the money is taken: at once, with the booking following a moment later, or only reserved. */
export type Capture = 'automatic' | 'automatic_async' | 'manual'

/** A charge that the bank accepted. */
export function chargeAccepted(
  context: Context,
  order: ChargeOrder,
  method: PaymentMethodRecord,
  capture: Capture,
): ChargeRecord {
  const isCaptured = capture !== 'manual'
  const charge = putCharge(context, {
    ...newCharge(context, order, method),
    amount_captured: isCaptured ? order.amount : 0,
    captured: isCaptured,
    status: 'succeeded',
  })
  if (capture === 'automatic') return settleBooking(context, charge)
  if (capture === 'automatic_async') schedule(context, charge.id, 'book_charge', 0)
  return charge
}

/** A debit that the bank has yet to answer. */
export function chargePending(context: Context, order: ChargeOrder, method: PaymentMethodRecord): ChargeRecord {
  return putCharge(context, {
    ...newCharge(context, order, method),
    amount_captured: order.amount,
    captured: true,
    status: 'pending',
  })
}

/** A charge that the bank refused; emits `charge.failed`. */
export function chargeRefused(
  context: Context,
  order: ChargeOrder,
  method: PaymentMethodRecord,
  error: AttemptError,
): ChargeRecord {
  const charge = putCharge(context, { ...newCharge(context, order, method), error, status: 'failed' })
  emit(context, 'charge.failed', 'charge', charge)
  return charge
}

/** Gives a captured charge its balance transaction. */
export function settleBooking(context: Context, charge: ChargeRecord): ChargeRecord {
  if (charge.balance_transaction !== null) return charge
  return putCharge(context, { ...charge, balance_transaction: bookCharge(context, charge).id })
}

export function putCharge(context: Context, charge: ChargeRecord): ChargeRecord {
  return context.store.put('charge', charge)
}

/** Lets something happen to an object after that many seconds of the sandbox's time. */
export function schedule(
  context: Context,
  object: string,
  action: 'book_charge' | 'settle_debit' | 'settle_refund',
  delay: number,
): void {
  context.store.put('timer', { id: identifier('timer'), due: context.now + delay, action, object })
}

/** A test card's refusal, as the error of an attempt with that payment method. */
export function attemptError(decline: Decline, method: PaymentMethodRecord): AttemptError {
  return { type: 'card_error', ...decline, payment_method: method.id }
}

function newCharge(context: Context, order: ChargeOrder, method: PaymentMethodRecord): ChargeRecord {
  return {
    ...order,
    id: identifier(method.type === 'sepa_debit' ? 'py' : 'ch'),
    created: context.now,
    amount_captured: 0,
    amount_refunded: 0,
    balance_transaction: null,
    billing_details: billing(method),
    captured: false,
    disputed: false,
    failure_balance_transaction: null,
    error: null,
    payment_method: method.id,
    payment_method_type: method.type,
    ...(method.card ? { card: method.card } : {}),
    ...(method.sepa_debit ? { sepa_debit: method.sepa_debit } : {}),
    mandate: method.mandate,
    status: 'failed',
    fraud_report: null,
  }
}

function billing(method: PaymentMethodRecord): BillingDetails {
  return method.billing_details
}
