import type { Stripe } from 'stripe'
import type { CustomerRecord } from '../../state/records'
import { identifier, randomText } from '../../state/ids'
import { addressParam, createdParam, emailParam, fullAddress, fullShipping, shippingParam } from '../common-params'
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
  integer,
  list,
  mergeMetadata,
  metadata,
  oneOf,
  text,
  word,
} from '../params'
import type { Parsed } from '../params'
import { attachMethod, findMethod, methodFromToken } from '../payments/methods'
import { del, get, post } from '../route'
import { serializeCustomer } from '../serializers/customer'
import { serializePaymentMethod } from '../serializers/payment-method'
import { assertAttachable } from './payment-methods'

const invoiceSettings = hash({
  custom_fields: ignored,
  default_payment_method: emptyable(word),
  footer: text,
  rendering_options: ignored,
})

const common = {
  address: addressParam,
  balance: integer(),
  business_name: text,
  cash_balance: ignored,
  description: text,
  email: emailParam(),
  individual_name: text,
  invoice_prefix: word,
  invoice_settings: invoiceSettings,
  metadata,
  name: text,
  next_invoice_sequence: integer({ min: 1 }),
  phone: text,
  preferred_locales: list(word),
  shipping: emptyable(shippingParam),
  source: word,
  tax: ignored,
  tax_exempt: emptyable(oneOf('exempt', 'none', 'reverse')),
  validate: boolean,
}

const createParams = declare<Stripe.CustomerCreateParams>()({
  ...common,
  payment_method: word,
  tax_id_data: ignored,
  test_clock: ignored,
})
const updateParams = declare<Stripe.CustomerUpdateParams>()({ ...common, default_source: ignored })
const listParams = declare<Stripe.CustomerListParams>()({ created: createdParam, email: word, test_clock: ignored })
const methodListParams = declare<Stripe.CustomerListPaymentMethodsParams>()({ allow_redisplay: ignored, type: word })

export const customerRoutes = [
  post('/v1/customers', {
    params: createParams,
    handle: (context, params) => {
      const created = save(context, applied(blankCustomer(context), params))
      emit(context, 'customer.created', 'customer', created)
      if (params.payment_method !== undefined) attach(context, created, params.payment_method)
      return serializeCustomer(withPayment(context, created, params))
    },
  }),
  get('/v1/customers', {
    params: { ...listParams, ...cursorParams },
    handle: (context, params) => {
      const isListed = (customer: CustomerRecord) =>
        !customer.deleted && (params.email === undefined || customer.email === params.email)
      const records = context.store.all('customer').filter(isListed).filter(createdWithin(params.created))
      return page(context, { url: '/v1/customers', collection: 'customer', records, params })
    },
  }),
  get('/v1/customers/:id', {
    params: {},
    handle: (context, _params, { id }) => {
      const customer = context.store.get('customer', id)
      if (!customer) throw missing('customer', id)
      return serializeCustomer(customer)
    },
  }),
  post('/v1/customers/:id', {
    params: updateParams,
    handle: (context, params, { id }) => {
      const before = liveCustomer(context, id)
      const after = withPayment(context, save(context, applied(before, params)), params)
      emit(context, 'customer.updated', 'customer', after, before)
      return serializeCustomer(after)
    },
  }),
  del('/v1/customers/:id', {
    params: {},
    handle: (context, _params, { id }) => {
      const customer = liveCustomer(context, id)
      for (const method of context.store.where('payment_method', 'customer', id)) {
        context.store.put('payment_method', { ...method, customer: null, consumed: true })
      }
      emit(context, 'customer.deleted', 'customer', customer)
      return serializeCustomer(save(context, { ...customer, deleted: true }))
    },
  }),
  get('/v1/customers/:id/payment_methods', {
    params: { ...methodListParams, ...cursorParams },
    handle: (context, params, { id }) => {
      liveCustomer(context, id)
      const records = context.store
        .where('payment_method', 'customer', id)
        .filter((method) => params.type === undefined || method.type === params.type)
      const url = `/v1/customers/${id}/payment_methods`
      return page(context, { url, collection: 'payment_method', records, params })
    },
  }),
  get('/v1/customers/:id/payment_methods/:child', {
    params: {},
    handle: (context, _params, { id, child }) => {
      const method = context.store.get('payment_method', child)
      if (method?.customer !== id) throw missing('PaymentMethod', child)
      return serializePaymentMethod(method)
    },
  }),
]

/** The customer of that id; deleted ones count as missing. */
export function liveCustomer(context: Context, id: string, param = 'id'): CustomerRecord {
  const customer = context.store.get('customer', id)
  if (!customer || customer.deleted) throw missing('customer', id, param)
  return customer
}

type CommonInput = Parsed<typeof common>

function applied(customer: CustomerRecord, params: CommonInput): CustomerRecord {
  const settings = params.invoice_settings
  return {
    ...customer,
    ...(params.address === undefined ? {} : { address: params.address && fullAddress(params.address) }),
    ...(params.balance === undefined ? {} : { balance: params.balance }),
    ...(params.business_name ? { business_name: params.business_name } : {}),
    ...(params.description === undefined ? {} : { description: params.description }),
    ...(params.email === undefined ? {} : { email: params.email }),
    ...(params.individual_name ? { individual_name: params.individual_name } : {}),
    ...(params.invoice_prefix === undefined ? {} : { invoice_prefix: params.invoice_prefix }),
    ...(settings?.footer === undefined ? {} : { invoice_footer: settings.footer }),
    metadata: mergeMetadata(customer.metadata, params.metadata),
    ...(params.name === undefined ? {} : { name: params.name }),
    ...(params.next_invoice_sequence === undefined ? {} : { next_invoice_sequence: params.next_invoice_sequence }),
    ...(params.phone === undefined ? {} : { phone: params.phone }),
    ...(params.preferred_locales === undefined ? {} : { preferred_locales: params.preferred_locales }),
    ...(params.shipping === undefined ? {} : { shipping: fullShipping(params.shipping) }),
    ...(params.tax_exempt === undefined ? {} : { tax_exempt: params.tax_exempt ?? 'none' }),
  }
}

/** Applies what concerns payment methods: a token to attach, and the default for invoices. */
function withPayment(context: Context, customer: CustomerRecord, params: CommonInput): CustomerRecord {
  if (params.source !== undefined) {
    attachMethod(context, methodFromToken(context, params.source), { customer: customer.id })
  }
  const chosen = params.invoice_settings?.default_payment_method
  if (chosen === undefined) return customer
  if (chosen !== null && context.store.get('payment_method', chosen)?.customer !== customer.id) {
    throw invalid(
      `The customer does not have a payment method with the ID ${chosen}. The payment method must be attached to the customer.`,
      { code: 'resource_missing', param: 'invoice_settings[default_payment_method]' },
    )
  }
  return save(context, { ...customer, default_payment_method: chosen })
}

function attach(context: Context, customer: CustomerRecord, id: string): void {
  const method = findMethod(context, id)
  assertAttachable(method)
  attachMethod(context, method, { customer: customer.id })
}

function blankCustomer(context: Context): CustomerRecord {
  return {
    id: identifier('cus', 14),
    created: context.now,
    metadata: {},
    address: null,
    balance: 0,
    default_payment_method: null,
    description: null,
    email: null,
    invoice_footer: null,
    invoice_prefix: randomText(8).toUpperCase(),
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
  }
}

function save(context: Context, customer: CustomerRecord): CustomerRecord {
  return context.store.put('customer', customer)
}
