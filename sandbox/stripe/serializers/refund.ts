import type { Stripe } from 'stripe'
import type { RefundRecord } from '../../state/records'

export function serializeRefund(record: RefundRecord): Stripe.Refund {
  return {
    id: record.id,
    object: 'refund',
    amount: record.amount,
    balance_transaction: record.balance_transaction,
    charge: record.charge,
    created: record.created,
    currency: record.currency,
    customer: record.customer,
    customer_account: null,
    destination_details: destination(record),
    ...(record.failure_balance_transaction ? { failure_balance_transaction: record.failure_balance_transaction } : {}),
    ...(record.failure_reason ? { failure_reason: record.failure_reason } : {}),
    metadata: record.metadata,
    payment_intent: record.payment_intent,
    payment_method: record.payment_method,
    ...(record.status === 'pending' ? { pending_reason: 'processing' } : {}),
    reason: record.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: record.status,
    transfer_reversal: null,
  }
}

function destination(record: RefundRecord): Stripe.Refund.DestinationDetails {
  if (record.payment_method_type === 'sepa_debit') {
    return { type: 'eu_bank_transfer', eu_bank_transfer: { reference: null, reference_status: null } }
  }
  const status = record.status === 'pending' ? 'pending' : 'available'
  return {
    type: 'card',
    card: { reference_status: status, reference_type: 'acquirer_reference_number', type: 'refund' },
  }
}
