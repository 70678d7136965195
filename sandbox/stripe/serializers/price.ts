import { Stripe } from 'stripe'
import type { PriceRecord, PriceTier } from '../../state/records'

export function serializePrice(record: PriceRecord): Stripe.Price {
  return {
    id: record.id,
    object: 'price',
    active: record.active,
    billing_scheme: record.billing_scheme,
    created: record.created,
    currency: record.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: record.lookup_key,
    metadata: record.metadata,
    nickname: record.nickname,
    product: record.product,
    recurring: record.recurring,
    tax_behavior: record.tax_behavior,
    tiers_mode: record.tiers_mode,
    transform_quantity: record.transform_quantity,
    type: record.recurring ? 'recurring' : 'one_time',
    unit_amount: whole(record.unit_amount_decimal),
    unit_amount_decimal: exact(record.unit_amount_decimal),
  }
}

/** Tiers are only shown when asked for by `expand`. */
export function serializeTier(tier: PriceTier): Stripe.Price.Tier {
  return {
    flat_amount: whole(tier.flat_amount_decimal),
    flat_amount_decimal: exact(tier.flat_amount_decimal),
    unit_amount: whole(tier.unit_amount_decimal),
    unit_amount_decimal: exact(tier.unit_amount_decimal),
    up_to: tier.up_to,
  }
}

/** An amount in whole minor units; `null` when it has a fraction. */
function whole(amount: string | null): number | null {
  return amount !== null && /^-?\d+(\.0+)?$/.test(amount) ? Number(amount) : null
}

function exact(amount: string | null): Stripe.Decimal | null {
  return amount === null ? null : Stripe.Decimal.from(amount)
}
