import type { Stripe } from 'stripe'
import type { PriceRecord } from '../../state/records'
import { identifier } from '../../state/ids'
import { createdParam } from '../common-params'
import type { Context } from '../context'
import { invalid, missing, parameterMissing } from '../errors'
import { emit } from '../events'
import { createdWithin, cursorParams, page } from '../lists'
import {
  boolean,
  declare,
  hash,
  ignored,
  list,
  mergeMetadata,
  metadata,
  oneOf,
  type Parsed,
  text,
  word,
} from '../params'
import { claimLookupKey, createPrice, createPriceShape } from '../payments/prices'
import { get, post } from '../route'
import { serializePrice } from '../serializers/price'

const updateParams = declare<Stripe.PriceUpdateParams>()({
  active: boolean,
  currency_options: ignored,
  lookup_key: text,
  metadata,
  nickname: text,
  tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
  transfer_lookup_key: boolean,
})
const listParams = declare<Stripe.PriceListParams>()({
  active: boolean,
  created: createdParam,
  currency: word,
  lookup_keys: list(word),
  product: word,
  recurring: hash({ interval: word, meter: word, usage_type: word }),
  type: oneOf('one_time', 'recurring'),
})

export const priceRoutes = [
  post('/v1/prices', {
    params: createPriceShape,
    handle: (context, params) => serializePrice(create(context, params)),
  }),
  get('/v1/prices', {
    params: { ...listParams, ...cursorParams },
    handle: (context, params) => {
      const { active, currency, lookup_keys, product, recurring, type } = params
      const records = (
        product === undefined ? context.store.all('price') : context.store.where('price', 'product', product)
      )
        .filter((price) => active === undefined || price.active === active)
        .filter((price) => currency === undefined || price.currency === currency)
        .filter((price) => lookup_keys === undefined || lookup_keys.includes(price.lookup_key ?? ''))
        .filter((price) => type === undefined || (type === 'recurring') === (price.recurring !== null))
        .filter((price) => recurring?.interval === undefined || price.recurring?.interval === recurring.interval)
        .filter((price) => recurring?.usage_type === undefined || price.recurring?.usage_type === recurring.usage_type)
        .filter((price) => recurring?.meter === undefined || price.recurring?.meter === recurring.meter)
        .filter(createdWithin(params.created))
      return page(context, { url: '/v1/prices', collection: 'price', records, params })
    },
  }),
  get('/v1/prices/:id', {
    params: {},
    handle: (context, _params, { id }) => serializePrice(find(context, id)),
  }),
  post('/v1/prices/:id', {
    params: updateParams,
    handle: (context, params, { id }) => {
      const before = find(context, id)
      if (params.tax_behavior && before.tax_behavior !== 'unspecified' && params.tax_behavior !== before.tax_behavior) {
        throw invalid('The `tax_behavior` of a price cannot be changed once it is set.', { param: 'tax_behavior' })
      }
      if (params.lookup_key) claimLookupKey(context, params.lookup_key, params.transfer_lookup_key ?? false, id)
      const after = context.store.put('price', {
        ...before,
        active: params.active ?? before.active,
        ...(params.lookup_key === undefined ? {} : { lookup_key: params.lookup_key }),
        metadata: mergeMetadata(before.metadata, params.metadata),
        ...(params.nickname === undefined ? {} : { nickname: params.nickname }),
        tax_behavior: params.tax_behavior ?? before.tax_behavior,
      })
      emit(context, 'price.updated', 'price', after, before)
      return serializePrice(after)
    },
  }),
]

function create(context: Context, params: Parsed<typeof createPriceShape>): PriceRecord {
  const { product, product_data: data } = params
  if (product !== undefined && data) {
    throw invalid('You may only specify one of these parameters: product, product_data.', {
      code: 'parameters_exclusive',
      param: 'product',
    })
  }
  if (product !== undefined) return createPrice(context, { ...params, product })
  if (!data) throw parameterMissing('product')
  const created = context.store.put('product', {
    id: data.id ?? identifier('prod', 14),
    created: context.now,
    metadata: mergeMetadata({}, data.metadata),
    active: true,
    default_price: null,
    description: null,
    images: [],
    marketing_features: [],
    name: data.name,
    shippable: null,
    statement_descriptor: data.statement_descriptor ?? null,
    tax_code: data.tax_code ?? null,
    type: 'service',
    unit_label: data.unit_label ?? null,
    updated: context.now,
    url: null,
  })
  emit(context, 'product.created', 'product', created)
  return createPrice(context, { ...params, product: created.id })
}

function find(context: Context, id: string): PriceRecord {
  const price = context.store.get('price', id)
  if (!price) throw missing('price', id)
  return price
}
