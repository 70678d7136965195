import type { Stripe } from 'stripe'
import type { WebhookEndpointRecord } from '../../state/records'
import { identifier, randomText } from '../../state/ids'
import type { Context } from '../context'
import { invalid, missing } from '../errors'
import { cursorParams, page } from '../lists'
import { boolean, declare, ignored, list, mergeMetadata, metadata, required, type Spec, text, word } from '../params'
import { del, get, post } from '../route'
import { serializeWebhookEndpoint } from '../serializers/webhook-endpoint'

const urlParam: Spec<string> = {
  parse: (value, path) => {
    const url = word.parse(value, path)
    if (/^https?:\/\/\S+$/.test(url) && URL.canParse(url)) return url
    throw invalid('Invalid URL: An explicit scheme (such as https) must be provided.', {
      code: 'url_invalid',
      param: path,
    })
  },
}

const createParams = declare<Stripe.WebhookEndpointCreateParams>()({
  api_version: word,
  connect: ignored,
  description: text,
  enabled_events: required(list(word)),
  metadata,
  url: required(urlParam),
})
const updateParams = declare<Stripe.WebhookEndpointUpdateParams>()({
  description: text,
  disabled: boolean,
  enabled_events: list(word),
  metadata,
  url: urlParam,
})

export const webhookEndpointRoutes = [
  post('/v1/webhook_endpoints', {
    params: createParams,
    handle: (context, params) => {
      const endpoint = createEndpoint(context, { ...params, secret: `whsec_${randomText(32)}` })
      return serializeWebhookEndpoint(endpoint, 'secret')
    },
  }),
  get('/v1/webhook_endpoints', {
    params: cursorParams,
    handle: (context, params) => {
      const records = context.store.all('webhook_endpoint')
      return page(context, { url: '/v1/webhook_endpoints', collection: 'webhook_endpoint', records, params })
    },
  }),
  get('/v1/webhook_endpoints/:id', {
    params: {},
    handle: (context, _params, { id }) => serializeWebhookEndpoint(find(context, id)),
  }),
  post('/v1/webhook_endpoints/:id', {
    params: updateParams,
    handle: (context, params, { id }) => {
      const endpoint = find(context, id)
      return serializeWebhookEndpoint(
        context.store.put('webhook_endpoint', {
          ...endpoint,
          ...(params.description === undefined ? {} : { description: params.description }),
          enabled_events: params.enabled_events ?? endpoint.enabled_events,
          metadata: mergeMetadata(endpoint.metadata, params.metadata),
          status: params.disabled === undefined ? endpoint.status : params.disabled ? 'disabled' : 'enabled',
          url: params.url ?? endpoint.url,
        }),
      )
    },
  }),
  del('/v1/webhook_endpoints/:id', {
    params: {},
    handle: (context, _params, { id }) => {
      find(context, id)
      context.store.delete('webhook_endpoint', id)
      return { id, object: 'webhook_endpoint', deleted: true }
    },
  }),
]

interface NewEndpoint {
  readonly url: string
  readonly secret: string
  readonly enabled_events: string[]
  readonly api_version?: string
  readonly description?: string | null
  readonly metadata?: Record<string, string> | null
}

/** Registers an endpoint; it is told of everything that happens from now on. */
export function createEndpoint(context: Context, endpoint: NewEndpoint): WebhookEndpointRecord {
  return context.store.put('webhook_endpoint', {
    id: identifier('we'),
    created: context.now,
    metadata: mergeMetadata({}, endpoint.metadata),
    api_version: endpoint.api_version ?? null,
    description: endpoint.description ?? null,
    enabled_events: endpoint.enabled_events,
    secret: endpoint.secret,
    status: 'enabled',
    url: endpoint.url,
  })
}

function find(context: Context, id: string): WebhookEndpointRecord {
  const endpoint = context.store.get('webhook_endpoint', id)
  if (!endpoint) throw missing('webhook endpoint', id)
  return endpoint
}
