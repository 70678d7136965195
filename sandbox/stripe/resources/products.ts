import type { Stripe } from 'stripe'
import type { ProductRecord } from '../../state/records'
import { identifier } from '../../state/ids'
import { createdParam } from '../common-params'
import type { Context } from '../context'
import { invalid, missing } from '../errors'
import { emit } from '../events'
import { createdWithin, cursorParams, page } from '../lists'
import {
  boolean,
  declare,
  emptyable,
  hash,
  ignored,
  list,
  mergeMetadata,
  metadata,
  oneOf,
  type Parsed,
  required,
  text,
  word,
} from '../params'
import { createPrice, defaultPriceParam } from '../payments/prices'
import { del, get, post } from '../route'
import { serializeProduct } from '../serializers/product'

const features = list(hash({ name: required(word) }))

const common = {
  active: boolean,
  description: text,
  images: emptyable(list(word)),
  marketing_features: emptyable(features),
  metadata,
  package_dimensions: ignored,
  shippable: boolean,
  statement_descriptor: text,
  tax_code: text,
  tax_details: ignored,
  unit_label: text,
  url: text,
}

const createParams = declare<Stripe.ProductCreateParams>()({
  ...common,
  default_price_data: defaultPriceParam,
  id: word,
  name: required(word),
  type: oneOf('good', 'service'),
})
const updateParams = declare<Stripe.ProductUpdateParams>()({ ...common, default_price: emptyable(word), name: word })
const listParams = declare<Stripe.ProductListParams>()({
  active: boolean,
  created: createdParam,
  ids: list(word),
  shippable: boolean,
  type: word,
  url: word,
})

export const productRoutes = [
  post('/v1/products', {
    params: createParams,
    handle: (context, params) => serializeProduct(create(context, params)),
  }),
  get('/v1/products', {
    params: { ...listParams, ...cursorParams },
    handle: (context, params) => {
      const records = context.store
        .all('product')
        .filter((product) => !product.deleted)
        .filter((product) => params.active === undefined || product.active === params.active)
        .filter((product) => params.ids === undefined || params.ids.includes(product.id))
        .filter((product) => params.shippable === undefined || product.shippable === params.shippable)
        .filter((product) => params.type === undefined || product.type === params.type)
        .filter((product) => params.url === undefined || product.url === params.url)
        .filter(createdWithin(params.created))
      return page(context, { url: '/v1/products', collection: 'product', records, params })
    },
  }),
  get('/v1/products/:id', {
    params: {},
    handle: (context, _params, { id }) => serializeProduct(find(context, id)),
  }),
  post('/v1/products/:id', {
    params: updateParams,
    handle: (context, params, { id }) => {
      const before = find(context, id)
      if (params.default_price) assertPriceOf(context, before, params.default_price)
      const after = context.store.put('product', {
        ...before,
        ...changes(params),
        ...(params.default_price === undefined ? {} : { default_price: params.default_price }),
        name: params.name ?? before.name,
        metadata: mergeMetadata(before.metadata, params.metadata),
        updated: context.now,
      })
      emit(context, 'product.updated', 'product', after, before)
      return serializeProduct(after)
    },
  }),
  del('/v1/products/:id', {
    params: {},
    handle: (context, _params, { id }) => {
      const product = find(context, id)
      if (context.store.where('price', 'product', id).length > 0) {
        throw invalid('This product cannot be deleted because it has one or more user-created prices.')
      }
      emit(context, 'product.deleted', 'product', product)
      return serializeProduct(context.store.put('product', { ...product, deleted: true }))
    },
  }),
]

function create(context: Context, params: Parsed<typeof createParams>): ProductRecord {
  const { store, now } = context
  if (params.id !== undefined && store.get('product', params.id)) {
    throw invalid(`Product already exists.`, { code: 'resource_already_exists', param: 'id' })
  }
  const product = store.put('product', {
    id: params.id ?? identifier('prod', 14),
    created: now,
    metadata: mergeMetadata({}, params.metadata),
    active: true,
    default_price: null,
    description: null,
    images: [],
    marketing_features: [],
    name: params.name,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    type: params.type ?? 'service',
    unit_label: null,
    updated: now,
    url: null,
    ...changes(params),
  })
  emit(context, 'product.created', 'product', product)
  if (!params.default_price_data) return product
  const price = createPrice(context, { ...params.default_price_data, product: product.id })
  return store.put('product', { ...product, default_price: price.id })
}

function changes(params: Parsed<typeof common>): Partial<ProductRecord> {
  return {
    ...(params.active === undefined ? {} : { active: params.active }),
    ...(params.description === undefined ? {} : { description: params.description }),
    ...(params.images === undefined ? {} : { images: params.images ?? [] }),
    ...(params.marketing_features === undefined ? {} : { marketing_features: params.marketing_features ?? [] }),
    ...(params.shippable === undefined ? {} : { shippable: params.shippable }),
    ...(params.statement_descriptor === undefined ? {} : { statement_descriptor: params.statement_descriptor }),
    ...(params.tax_code === undefined ? {} : { tax_code: params.tax_code }),
    ...(params.unit_label === undefined ? {} : { unit_label: params.unit_label }),
    ...(params.url === undefined ? {} : { url: params.url }),
  }
}

function assertPriceOf(context: Context, product: ProductRecord, price: string): void {
  if (context.store.get('price', price)?.product === product.id) return
  throw missing('price', price, 'default_price')
}

function find(context: Context, id: string): ProductRecord {
  const product = context.store.get('product', id)
  if (!product || product.deleted) throw missing('product', id)
  return product
}
