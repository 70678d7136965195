import type { Stripe } from 'stripe'
import type { AttemptError, CardFacts, ChargeRecord, SepaFacts } from '../../state/records'

export function serializeCharge(record: ChargeRecord): Stripe.Charge {
  return {
    id: record.id,
    object: 'charge',
    amount: record.amount,
    amount_captured: record.amount_captured,
    amount_refunded: record.amount_refunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: record.balance_transaction,
    billing_details: record.billing_details,
    calculated_statement_descriptor: record.statement_descriptor ?? 'NEW CONCIERGE',
    captured: record.captured,
    created: record.created,
    currency: record.currency,
    customer: record.customer,
    description: record.description,
    disputed: record.disputed,
    failure_balance_transaction: record.failure_balance_transaction,
    failure_code: record.error?.code ?? null,
    failure_message: record.error?.message ?? null,
    fraud_details: record.fraud_report === null ? {} : { user_report: record.fraud_report },
    livemode: false,
    metadata: record.metadata,
    on_behalf_of: null,
    outcome: outcome(record),
    paid: record.status === 'succeeded',
    payment_intent: record.payment_intent,
    payment_method: record.payment_method,
    payment_method_details: paymentMethodDetails(record),
    radar_options: {},
    receipt_email: record.receipt_email,
    receipt_number: null,
    receipt_url: record.status === 'succeeded' ? `https://pay.stripe.com/receipts/${record.id}` : null,
    refunded: record.amount_refunded > 0 && record.amount_refunded === record.amount,
    review: null,
    shipping: record.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: record.statement_descriptor,
    statement_descriptor_suffix: record.statement_descriptor_suffix,
    status: record.status,
    transfer_data: null,
    transfer_group: record.transfer_group,
  }
}

function outcome(record: ChargeRecord): Stripe.Charge.Outcome | null {
  const declined = record.error !== null
  const assessed = record.card ? { risk_level: 'normal', risk_score: 12 } : { risk_level: 'not_assessed' }
  return {
    advice_code: adviceOn(record.error),
    network_advice_code: null,
    network_decline_code: declined && record.card ? '01' : null,
    network_status: declined ? 'declined_by_network' : 'approved_by_network',
    reason: declined ? (record.error?.decline_code ?? record.error?.code ?? null) : null,
    ...assessed,
    seller_message: declined ? sellerMessage(record.error) : 'Payment complete.',
    type: declined ? 'issuer_declined' : 'authorized',
  }
}

function adviceOn(error: AttemptError | null): Stripe.Charge.Outcome.AdviceCode | null {
  if (!error) return null
  if (error.code === 'incorrect_cvc' || error.code === 'expired_card') return 'confirm_card_data'
  if (error.decline_code === 'lost_card' || error.decline_code === 'stolen_card') return 'do_not_try_again'
  return 'try_again_later'
}

function sellerMessage(error: AttemptError | null): string {
  const reason = (error?.decline_code ?? error?.code ?? 'generic_decline').replaceAll('_', ' ')
  return `The bank returned the decline code \`${reason}\`.`
}

function paymentMethodDetails(record: ChargeRecord): Stripe.Charge.PaymentMethodDetails {
  return {
    type: record.payment_method_type,
    ...(record.card ? { card: cardDetails(record, record.card) } : {}),
    ...(record.sepa_debit ? { sepa_debit: sepaDetails(record, record.sepa_debit) } : {}),
  }
}

function cardDetails(record: ChargeRecord, card: CardFacts): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: record.status === 'failed' ? null : record.amount,
    authorization_code: record.status === 'failed' ? null : '123456',
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: card.cvc_check },
    country: card.country,
    electronic_commerce_indicator: record.three_d_secure ? '05' : null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: 'disabled' },
    fingerprint: card.fingerprint,
    funding: card.funding,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: record.id.slice(-15),
    overcapture: { maximum_amount_capturable: record.amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: record.three_d_secure ? threeDSecure() : null,
    transaction_link_id: null,
    wallet: null,
  }
}

function threeDSecure(): Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure {
  return {
    authentication_flow: 'challenge',
    electronic_commerce_indicator: '05',
    exemption_indicator: null,
    result: 'authenticated',
    result_reason: null,
    transaction_id: null,
    version: '2.2.0',
  }
}

function sepaDetails(record: ChargeRecord, account: SepaFacts): Stripe.Charge.PaymentMethodDetails.SepaDebit {
  return {
    bank_code: account.bank_code,
    branch_code: '',
    country: account.country,
    fingerprint: account.fingerprint,
    last4: account.last4,
    mandate: record.mandate,
  }
}
