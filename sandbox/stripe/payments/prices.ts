import type { Stripe } from 'stripe'
import type { PriceRecord, PriceTier } from '../../state/records'
import { identifier } from '../../state/ids'
import type { Context } from '../context'
import { invalid, missing } from '../errors'
import { emit } from '../events'
import {
  declare,
  decimal,
  either,
  hash,
  ignored,
  integer,
  list,
  mergeMetadata,
  metadata,
  oneOf,
  type Parsed,
  required,
  text,
  word,
} from '../params'
import { currencyParam } from './amounts'

const recurringParam = hash(
  declare<Stripe.PriceCreateParams.Recurring>()({
    interval: required(oneOf('day', 'month', 'week', 'year')),
    interval_count: integer({ min: 1 }),
    meter: word,
    trial_period_days: integer({ min: 1 }),
    usage_type: oneOf('licensed', 'metered'),
  }),
)

const tierParam = hash(
  declare<Stripe.PriceCreateParams.Tier>()({
    flat_amount: integer(),
    flat_amount_decimal: decimal,
    unit_amount: integer(),
    unit_amount_decimal: decimal,
    up_to: required(either(integer({ min: 1 }), oneOf('inf'))),
  }),
)

const amountShape = {
  currency: required(currencyParam),
  currency_options: ignored,
  custom_unit_amount: ignored,
  metadata,
  recurring: recurringParam,
  tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
  unit_amount: integer({ min: 0 }),
  unit_amount_decimal: decimal,
}

/** `default_price_data` of a product. */
export const defaultPriceParam = hash(declare<Stripe.ProductCreateParams.DefaultPriceData>()(amountShape))

/** The parameters that create a price. */
export const createPriceShape = declare<Stripe.PriceCreateParams>()({
  ...amountShape,
  active: ignored,
  billing_scheme: oneOf('per_unit', 'tiered'),
  lookup_key: word,
  nickname: text,
  product: word,
  product_data: hash(
    declare<Stripe.PriceCreateParams.ProductData>()({
      active: ignored,
      id: word,
      metadata,
      name: required(word),
      statement_descriptor: text,
      tax_code: text,
      tax_details: ignored,
      unit_label: text,
    }),
  ),
  tiers: list(tierParam),
  tiers_mode: oneOf('graduated', 'volume'),
  transfer_lookup_key: ignored,
  transform_quantity: hash({ divide_by: required(integer({ min: 1 })), round: required(oneOf('down', 'up')) }),
})

type PriceInput = Partial<Parsed<typeof createPriceShape>> & { readonly currency: string; readonly product: string }

/** Creates a price. Its amount, currency and interval never change: a different price is another object. */
export function createPrice(context: Context, params: PriceInput): PriceRecord {
  const { store, now } = context
  const product = store.get('product', params.product)
  if (!product || product.deleted) throw missing('product', params.product, 'product')
  const tiers = params.billing_scheme === 'tiered' ? tiersOf(params) : null
  if (params.lookup_key !== undefined) claimLookupKey(context, params.lookup_key, params.transfer_lookup_key === 'true')
  const price = store.put('price', {
    id: identifier('price'),
    created: now,
    metadata: mergeMetadata({}, params.metadata),
    active: params.active !== 'false',
    billing_scheme: params.billing_scheme ?? 'per_unit',
    currency: params.currency,
    lookup_key: params.lookup_key ?? null,
    nickname: params.nickname ?? null,
    product: params.product,
    recurring: params.recurring
      ? {
          interval: params.recurring.interval,
          interval_count: params.recurring.interval_count ?? 1,
          meter: params.recurring.meter ?? null,
          trial_period_days: params.recurring.trial_period_days ?? null,
          usage_type: params.recurring.usage_type ?? 'licensed',
        }
      : null,
    tax_behavior: params.tax_behavior ?? 'unspecified',
    tiers,
    tiers_mode: tiers ? (params.tiers_mode ?? null) : null,
    transform_quantity: params.transform_quantity ?? null,
    unit_amount_decimal: tiers ? null : unitAmount(params),
  })
  emit(context, 'price.created', 'price', price)
  return price
}

function unitAmount(params: PriceInput): string {
  if (params.unit_amount !== undefined && params.unit_amount_decimal !== undefined) {
    throw invalid('You may only specify one of these parameters: unit_amount, unit_amount_decimal.', {
      code: 'parameters_exclusive',
      param: 'unit_amount',
    })
  }
  const amount = params.unit_amount_decimal ?? params.unit_amount?.toString()
  if (amount === undefined) {
    throw invalid('Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.', {
      code: 'parameter_missing',
      param: 'unit_amount',
    })
  }
  return amount
}

function tiersOf(params: PriceInput): PriceTier[] {
  const tiers = params.tiers ?? []
  if (tiers.length === 0 || tiers[tiers.length - 1]?.up_to !== 'inf') {
    throw invalid('Your last tier must have `up_to=inf`.', { param: 'tiers' })
  }
  return tiers.map((tier) => ({
    flat_amount_decimal: tier.flat_amount_decimal ?? tier.flat_amount?.toString() ?? null,
    unit_amount_decimal: tier.unit_amount_decimal ?? tier.unit_amount?.toString() ?? null,
    up_to: tier.up_to === 'inf' ? null : tier.up_to,
  }))
}

/** A lookup key names one active price at a time; it can be taken over from the one that has it. */
export function claimLookupKey(context: Context, key: string, takesOver: boolean, by?: string): void {
  for (const holder of context.store.where('price', 'lookup_key', key)) {
    if (holder.id === by) continue
    if (!takesOver) {
      throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, { param: 'lookup_key' })
    }
    const released = context.store.put('price', { ...holder, lookup_key: null })
    emit(context, 'price.updated', 'price', released, holder)
  }
}
