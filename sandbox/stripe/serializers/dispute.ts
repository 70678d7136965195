import type { Stripe } from 'stripe'
import type { DisputeRecord } from '../../state/records'
import type { Store } from '../../state/store'
import { serializeBalanceTransaction } from './balance-transaction'

export function serializeDispute(store: Store, now: number, record: DisputeRecord): Stripe.Dispute {
  const bookings = record.balance_transactions.flatMap((id) => store.get('balance_transaction', id) ?? [])
  const isInquiry = record.status.startsWith('warning_')
  const reasonCode = record.reason === 'product_not_received' ? '13.1' : '10.4'
  return {
    id: record.id,
    object: 'dispute',
    amount: record.amount,
    balance_transactions: bookings.map((booking) => serializeBalanceTransaction(now, booking)),
    charge: record.charge,
    created: record.created,
    currency: record.currency,
    enhanced_eligibility_types: [],
    evidence: evidence(record.evidence),
    evidence_details: {
      due_by: record.due_by,
      enhanced_eligibility: {},
      has_evidence: record.has_evidence,
      past_due: now > record.due_by && record.submission_count === 0,
      submission_count: record.submission_count,
      submission_method: record.submission_count > 0 ? 'manual' : 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: record.metadata,
    network_reason_code: record.card_brand === null ? null : reasonCode,
    payment_intent: record.payment_intent,
    ...(record.card_brand === null
      ? {}
      : {
          payment_method_details: {
            type: 'card',
            card: {
              brand: record.card_brand,
              case_type: isInquiry ? 'inquiry' : 'chargeback',
              network: record.card_brand,
              network_reason_code: reasonCode,
            },
          },
        }),
    reason: record.reason,
    status: record.status,
  }
}

function evidence(given: Record<string, string>): Stripe.Dispute.Evidence {
  const of = (name: keyof Stripe.Dispute.Evidence) => given[name] ?? null
  return {
    access_activity_log: of('access_activity_log'),
    billing_address: of('billing_address'),
    cancellation_policy: of('cancellation_policy'),
    cancellation_policy_disclosure: of('cancellation_policy_disclosure'),
    cancellation_rebuttal: of('cancellation_rebuttal'),
    customer_communication: of('customer_communication'),
    customer_email_address: of('customer_email_address'),
    customer_name: of('customer_name'),
    customer_purchase_ip: of('customer_purchase_ip'),
    customer_signature: of('customer_signature'),
    duplicate_charge_documentation: of('duplicate_charge_documentation'),
    duplicate_charge_explanation: of('duplicate_charge_explanation'),
    duplicate_charge_id: of('duplicate_charge_id'),
    enhanced_evidence: {},
    product_description: of('product_description'),
    receipt: of('receipt'),
    refund_policy: of('refund_policy'),
    refund_policy_disclosure: of('refund_policy_disclosure'),
    refund_refusal_explanation: of('refund_refusal_explanation'),
    service_date: of('service_date'),
    service_documentation: of('service_documentation'),
    shipping_address: of('shipping_address'),
    shipping_carrier: of('shipping_carrier'),
    shipping_date: of('shipping_date'),
    shipping_documentation: of('shipping_documentation'),
    shipping_tracking_number: of('shipping_tracking_number'),
    uncategorized_file: of('uncategorized_file'),
    uncategorized_text: of('uncategorized_text'),
  }
}
