import type Stripe from 'stripe'
import type { DisputeReport, MethodDescription, PaymentReport, RefundReport } from '@/lib/payments/processor'
import { toFailure } from './errors'

const STATUS: Record<string, PaymentReport['status']> = {
  succeeded: 'SUCCEEDED',
  processing: 'PROCESSING',
  canceled: 'CANCELED',
  requires_action: 'AWAITING_CUSTOMER',
  requires_confirmation: 'AWAITING_CUSTOMER',
  requires_payment_method: 'AWAITING_CUSTOMER',
  requires_capture: 'PROCESSING',
}

/**
 * A PaymentIntent in our words. `requires_payment_method` after a refusal means "another card may be tried" while the
 * customer is present, and is final for a charge made without them: the caller of an off-session charge says so.
 */
export function toPaymentReport(intent: Stripe.PaymentIntent): PaymentReport {
  const method = typeof intent.payment_method === 'object' ? intent.payment_method : null
  const offSession = intent.metadata.off_session === 'true'
  const refused = intent.status === 'requires_payment_method' && intent.last_payment_error !== null
  return {
    processorRef: intent.id,
    paymentId: intent.metadata.payment_id ?? null,
    // A status Stripe adds later is money in an unknown place: wait and read again rather than guess.
    status: refused && offSession ? 'FAILED' : (STATUS[intent.status] ?? 'PROCESSING'),
    amountReceived: BigInt(intent.amount_received),
    currency: intent.currency.toUpperCase(),
    failure: intent.last_payment_error ? toFailure(intent.last_payment_error) : null,
    method: method ? toMethod(method) : null,
  }
}

export function toMethod(method: Stripe.PaymentMethod): MethodDescription {
  const { card, sepa_debit: sepa } = method
  return {
    processorRef: method.id,
    type: method.type,
    brand: card?.brand ?? (sepa ? (sepa.bank_code ?? null) : null),
    last4: card?.last4 ?? sepa?.last4 ?? null,
    expMonth: card?.exp_month ?? null,
    expYear: card?.exp_year ?? null,
  }
}

export function toRefundReport(refund: Stripe.Refund): RefundReport {
  const status =
    refund.status === 'succeeded'
      ? 'SUCCEEDED'
      : refund.status === 'failed' || refund.status === 'canceled'
        ? 'FAILED'
        : 'PENDING'
  return {
    processorRef: refund.id,
    refundId: refund.metadata?.refund_id ?? null,
    status,
    failureCode: refund.failure_reason ?? null,
  }
}

const DISPUTE_STATUS: Record<string, DisputeReport['status']> = {
  won: 'WON',
  lost: 'LOST',
  prevented: 'INQUIRY_CLOSED',
  warning_needs_response: 'INQUIRY',
  warning_under_review: 'INQUIRY',
  warning_closed: 'INQUIRY_CLOSED',
}

export function toDisputeReport(dispute: Stripe.Dispute): DisputeReport {
  const intent = dispute.payment_intent
  return {
    processorRef: dispute.id,
    paymentRef: typeof intent === 'string' ? intent : (intent?.id ?? ''),
    status: DISPUTE_STATUS[dispute.status] ?? 'OPEN',
    amount: BigInt(dispute.amount),
    currency: dispute.currency.toUpperCase(),
    reason: dispute.reason,
    fee: disputeFee(dispute.balance_transactions),
    respondBy: dispute.evidence_details.due_by ? new Date(dispute.evidence_details.due_by * 1000) : null,
  }
}

/** Withdrawing takes a fee, which some reinstatements give back: what counts is the sum. */
function disputeFee(bookings: Stripe.BalanceTransaction[]): DisputeReport['fee'] {
  const [first] = bookings
  const amount = bookings.reduce((sum, { fee }) => sum + BigInt(fee), 0n)
  return first && amount !== 0n ? { amount, currency: first.currency.toUpperCase() } : null
}
