import type { Stripe } from 'stripe'
import type { CardFacts, PaymentMethodRecord, SepaFacts } from '../../state/records'

export function serializePaymentMethod(record: PaymentMethodRecord): Stripe.PaymentMethod {
  return {
    id: record.id,
    object: 'payment_method',
    allow_redisplay: record.allow_redisplay,
    billing_details: record.billing_details,
    ...(record.card ? { card: serializeCard(record.card) } : {}),
    created: record.created,
    customer: record.customer,
    customer_account: null,
    livemode: false,
    metadata: record.metadata,
    ...(record.sepa_debit ? { sepa_debit: serializeSepaDebit(record.sepa_debit) } : {}),
    type: record.type,
  }
}

function serializeCard(card: CardFacts): Stripe.PaymentMethod.Card {
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: card.cvc_check },
    country: card.country,
    display_brand: displayBrand(card.brand),
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint,
    funding: card.funding,
    generated_from: null,
    last4: card.last4,
    networks: { available: [card.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  }
}

/** `amex` is shown as `american_express`; all other brands as they are. */
function displayBrand(brand: string): string {
  return brand === 'amex' ? 'american_express' : brand
}

function serializeSepaDebit(account: SepaFacts): Stripe.PaymentMethod.SepaDebit {
  return {
    bank_code: account.bank_code,
    branch_code: '',
    country: account.country,
    fingerprint: account.fingerprint,
    generated_from: { charge: null, setup_attempt: null },
    last4: account.last4,
  }
}
