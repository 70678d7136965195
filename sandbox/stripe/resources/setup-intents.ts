import type { Stripe } from 'stripe'
import type { SetupIntentRecord } from '../../state/records'
import { identifier } from '../../state/ids'
import { createdParam } from '../common-params'
import type { Context } from '../context'
import { missing } from '../errors'
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
import { assertClientSecret, assertCustomer, clientSecret, methodTypes } from '../payments/intents'
import { assertUsable, createMethod, findMethod, mandateDataParam, paymentMethodDataParam } from '../payments/methods'
import { methodOptionsParam } from '../payments/options'
import { confirmSetup, type ConfirmSetup, saveSetup, unexpectedSetupState } from '../payments/setup-intents'
import { get, post } from '../route'
import { publicSetupIntent, serializeSetupIntent } from '../serializers/setup-intent'

const details = {
  allowed_payment_method_types: emptyable(list(word)),
  payment_method: word,
  payment_method_data: paymentMethodDataParam,
  payment_method_options: methodOptionsParam,
  /** Older than the SDK's `allowed_payment_method_types`, and still taken. */
  payment_method_types: list(word),
}

const labels = {
  attach_to_self: ignored,
  customer: word,
  customer_account: ignored,
  description: text,
  excluded_payment_method_types: emptyable(list(word)),
  flow_directions: list(oneOf('inbound', 'outbound')),
  metadata,
  payment_method_configuration: ignored,
}

const confirmation = {
  confirmation_token: word,
  mandate_data: mandateDataParam,
  return_url: word,
  use_stripe_sdk: boolean,
}

const createParams = declare<Stripe.SetupIntentCreateParams>()({
  ...details,
  ...labels,
  ...confirmation,
  automatic_payment_methods: hash({ enabled: required(boolean), allow_redirects: oneOf('always', 'never') }),
  confirm: boolean,
  on_behalf_of: text,
  single_use: ignored,
  usage: oneOf('off_session', 'on_session'),
})
const updateParams = declare<Stripe.SetupIntentUpdateParams>()({ ...details, ...labels })
const confirmParams = declare<Stripe.SetupIntentConfirmParams>()({ ...details, ...confirmation, client_secret: word })
const cancelParams = declare<Stripe.SetupIntentCancelParams>()({
  cancellation_reason: oneOf('abandoned', 'requested_by_customer', 'duplicate'),
})
const listParams = declare<Stripe.SetupIntentListParams>()({
  attach_to_self: ignored,
  created: createdParam,
  customer: word,
  customer_account: ignored,
  payment_method: word,
})
const retrieveParams = declare<Stripe.SetupIntentRetrieveParams>()({ client_secret: word })

export const setupIntentRoutes = [
  post('/v1/setup_intents', {
    params: createParams,
    handle: (context, params) => {
      const intent = create(context, params)
      emit(context, 'setup_intent.created', 'setup_intent', intent)
      return serializeSetupIntent(
        context.store,
        params.confirm ? confirmSetup(context, intent, confirmInput(params)) : intent,
      )
    },
  }),
  get('/v1/setup_intents', {
    params: { ...listParams, ...cursorParams },
    handle: (context, params) => {
      const { store } = context
      const { customer, payment_method } = params
      const records = (
        customer === undefined ? store.all('setup_intent') : store.where('setup_intent', 'customer', customer)
      )
        .filter((intent) => payment_method === undefined || intent.payment_method === payment_method)
        .filter(createdWithin(params.created))
      return page(context, { url: '/v1/setup_intents', collection: 'setup_intent', records, params })
    },
  }),
  get('/v1/setup_intents/:id', {
    isPublic: true,
    params: retrieveParams,
    handle: (context, params, { id }) => show(context, find(context, id, params.client_secret)),
  }),
  post('/v1/setup_intents/:id', {
    params: updateParams,
    handle: (context, params, { id }) => {
      const intent = find(context, id, undefined)
      if (intent.status === 'succeeded' || intent.status === 'canceled') {
        const refused = Object.keys(params).find((key) => key !== 'metadata' && key !== 'description')
        if (refused !== undefined || intent.status === 'canceled') {
          const message = `You cannot update this SetupIntent because it has a status of ${intent.status}.`
          throw unexpectedSetupState(context, intent, message)
        }
      }
      return serializeSetupIntent(context.store, saveSetup(context, updated(context, intent, params)))
    },
  }),
  post('/v1/setup_intents/:id/confirm', {
    isPublic: true,
    params: confirmParams,
    handle: (context, params, { id }) => {
      const intent = find(context, id, params.client_secret)
      return show(context, confirmSetup(context, intent, confirmInput(params)))
    },
  }),
  post('/v1/setup_intents/:id/cancel', {
    params: cancelParams,
    handle: (context, params, { id }) => {
      const intent = find(context, id, undefined)
      if (intent.status === 'succeeded' || intent.status === 'canceled') {
        throw unexpectedSetupState(
          context,
          intent,
          `You cannot cancel this SetupIntent because it has a status of ${intent.status}. Only a SetupIntent with one of the following statuses may be canceled: requires_payment_method, requires_confirmation, requires_action.`,
        )
      }
      const canceled = saveSetup(context, {
        ...intent,
        cancellation_reason: params.cancellation_reason ?? null,
        next_action: null,
        status: 'canceled',
      })
      emit(context, 'setup_intent.canceled', 'setup_intent', canceled)
      return serializeSetupIntent(context.store, canceled)
    },
  }),
]

type CreateInput = Parsed<typeof createParams>

function create(context: Context, params: CreateInput): SetupIntentRecord {
  if (params.customer !== undefined) assertCustomer(context, params.customer)
  const asked = params.payment_method_types ?? params.allowed_payment_method_types ?? undefined
  const id = identifier('seti')
  const wished = params.automatic_payment_methods
  const isAutomatic = !asked && (wished === undefined || wished.enabled)
  const blank: SetupIntentRecord = {
    id,
    created: context.now,
    metadata: mergeMetadata({}, params.metadata),
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    automatic_payment_methods: isAutomatic
      ? { allow_redirects: wished?.allow_redirects ?? 'always', enabled: true }
      : null,
    cancellation_reason: null,
    client_secret: clientSecret(id),
    customer: params.customer ?? null,
    description: params.description ?? null,
    error: null,
    excluded_payment_method_types: params.excluded_payment_method_types ?? null,
    flow_directions: params.flow_directions ?? null,
    latest_attempt: null,
    mandate: null,
    next_action: null,
    on_behalf_of: params.on_behalf_of ?? null,
    payment_method: null,
    payment_method_options: params.payment_method_options ?? {},
    payment_method_types: methodTypes(asked, params.excluded_payment_method_types ?? undefined, null),
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: params.usage ?? 'off_session',
  }
  return saveSetup(context, params.confirm ? blank : withMethod(context, blank, params))
}

function updated(context: Context, intent: SetupIntentRecord, params: Parsed<typeof updateParams>): SetupIntentRecord {
  if (params.customer !== undefined) assertCustomer(context, params.customer)
  const asked = params.payment_method_types ?? params.allowed_payment_method_types ?? undefined
  const next: SetupIntentRecord = {
    ...intent,
    customer: params.customer ?? intent.customer,
    ...(params.description === undefined ? {} : { description: params.description }),
    metadata: mergeMetadata(intent.metadata, params.metadata),
    ...(asked ? { payment_method_types: methodTypes(asked, undefined, null), automatic_payment_methods: null } : {}),
  }
  return withMethod(context, next, params)
}

function withMethod(
  context: Context,
  intent: SetupIntentRecord,
  params: Partial<Parsed<typeof details>>,
): SetupIntentRecord {
  const method =
    params.payment_method_data !== undefined
      ? createMethod(context, params.payment_method_data)
      : params.payment_method !== undefined
        ? findMethod(context, params.payment_method)
        : undefined
  if (!method) return intent
  assertUsable(method, intent.customer)
  return { ...intent, payment_method: method.id, status: 'requires_confirmation' }
}

function confirmInput(params: Partial<Parsed<typeof confirmParams>>): ConfirmSetup {
  const wish = params.payment_method_options?.card?.request_three_d_secure
  return { ...params, isAuthenticationRequested: wish === 'any' || wish === 'challenge' }
}

function find(context: Context, id: string, secret: string | undefined): SetupIntentRecord {
  const intent = context.store.get('setup_intent', id)
  if (!intent) throw missing('setupintent', id, 'intent')
  assertClientSecret(context, intent, secret, 'setupintent')
  return intent
}

function show(context: Context, intent: SetupIntentRecord): object {
  const { store, request } = context
  return request.isPublishable ? publicSetupIntent(store, intent) : serializeSetupIntent(store, intent)
}
