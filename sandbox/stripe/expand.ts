import type { Context } from './context'
import { invalid } from './errors'
import { type ApiCollection, serialize } from './serializers/serialize'
import { serializeTier } from './serializers/price'
import { page } from './lists'

/** Where an expandable attribute leads: to an object named by the id in it, or to something shown only on request. */
type Relation = ApiCollection | 'nothing' | ((context: Context, id: string) => unknown)

const RELATIONS: Readonly<Record<string, Readonly<Record<string, Relation>>>> = {
  balance_transaction: { source: 'charge' },
  charge: {
    application: 'nothing',
    balance_transaction: 'balance_transaction',
    customer: 'customer',
    failure_balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
    refunds: refundsOf,
    review: 'nothing',
  },
  customer: { default_source: 'nothing', sources: emptyList, subscriptions: emptyList, tax_ids: emptyList },
  'customer.invoice_settings': { default_payment_method: 'payment_method' },
  dispute: { charge: 'charge', payment_intent: 'payment_intent' },
  mandate: { payment_method: 'payment_method' },
  payment_intent: {
    application: 'nothing',
    customer: 'customer',
    latest_charge: 'charge',
    on_behalf_of: 'nothing',
    payment_method: 'payment_method',
    review: 'nothing',
  },
  payment_method: { customer: 'customer' },
  price: { product: 'product', tiers: tiersOf, currency_options: () => ({}) },
  product: { default_price: 'price', tax_code: 'nothing' },
  refund: {
    balance_transaction: 'balance_transaction',
    charge: 'charge',
    customer: 'customer',
    failure_balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
  },
  setup_attempt: { customer: 'customer', payment_method: 'payment_method', setup_intent: 'setup_intent' },
  setup_intent: {
    application: 'nothing',
    customer: 'customer',
    latest_attempt: 'setup_attempt',
    mandate: 'mandate',
    on_behalf_of: 'nothing',
    payment_method: 'payment_method',
    single_use_mandate: 'mandate',
  },
}

/** A balance transaction's source may be any of these; its prefix tells. */
const SOURCES: Readonly<Record<string, ApiCollection>> = {
  ch: 'charge',
  py: 'charge',
  re: 'refund',
  pyr: 'refund',
  du: 'dispute',
}

const MAXIMUM_DEPTH = 4

/** Replaces ids in an answer by the objects they name, as the paths of `expand` ask (`data.customer` within lists). */
export function expand(context: Context, answer: object, paths: readonly string[]): object {
  return paths.reduce((result, path) => {
    const segments = path.split('.')
    if (segments.filter((segment) => segment !== 'data').length > MAXIMUM_DEPTH) {
      throw invalid(`You cannot expand more than ${MAXIMUM_DEPTH} levels of a property. Property: ${path}`)
    }
    return expandPath(context, result, segments, path)
  }, answer)
}

function expandPath(context: Context, target: object, segments: readonly string[], path: string, within = ''): object {
  const [segment, ...rest] = segments
  if (segment === undefined) return target
  const attributes = new Map<string, unknown>(Object.entries(target))
  const kind = within || String(attributes.get('object'))
  const value = attributes.get(segment)
  if (kind === 'list' && segment === 'data' && Array.isArray(value)) {
    const items = value.map((item: unknown) => (isObject(item) ? expandPath(context, item, rest, path) : item))
    return { ...target, data: items }
  }
  const nested = `${kind}.${segment}`
  if (RELATIONS[nested] && isObject(value)) {
    return { ...target, [segment]: expandPath(context, value, rest, path, nested) }
  }
  const relation = RELATIONS[kind]?.[segment]
  if (relation === undefined) throw invalid(`This property cannot be expanded (${path}).`, { param: 'expand' })
  const found = resolve(context, relation, attributes)(segment)
  if (found === undefined || found === null) return target
  return { ...target, [segment]: isObject(found) && rest.length > 0 ? expandPath(context, found, rest, path) : found }
}

function resolve(context: Context, relation: Relation, attributes: ReadonlyMap<string, unknown>) {
  return (segment: string): unknown => {
    const value = attributes.get(segment)
    if (isObject(value) && !Array.isArray(value)) return value // expanded by an earlier path
    if (typeof relation === 'function') return relation(context, String(attributes.get('id')))
    if (relation === 'nothing' || typeof value !== 'string') return undefined
    const collection = attributes.get('object') === 'balance_transaction' ? sourceOf(value) : relation
    const record = context.store.get(collection, value)
    return record && serialize(context, collection, record)
  }
}

function sourceOf(id: string): ApiCollection {
  return SOURCES[id.slice(0, id.indexOf('_'))] ?? 'charge'
}

function refundsOf(context: Context, charge: string) {
  const records = context.store.where('refund', 'charge', charge)
  return page(context, { url: `/v1/charges/${charge}/refunds`, collection: 'refund', records, params: {} })
}

function tiersOf(context: Context, price: string) {
  return context.store.get('price', price)?.tiers?.map(serializeTier)
}

function emptyList() {
  return { object: 'list', data: [], has_more: false, url: '' }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
