import { createHash } from 'node:crypto'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { HttpBindings } from '@hono/node-server'
import { type Context as HonoContext, Hono } from 'hono'
import type { Fault, FaultQueue } from '../control/faults'
import type { Clock } from '../state/clock'
import { identifier } from '../state/ids'
import type { Store } from '../state/store'
import { authenticate, secretKeyRequired } from './authenticate'
import { API_VERSION, type Context } from './context'
import { ApiError, documentation, invalid } from './errors'
import { expand } from './expand'
import { decodeForm, type RawHash } from './form'
import { list, word } from './params'
import type { Route } from './route'
import { stripeRoutes } from './routes'

interface Dependencies {
  readonly store: Store
  readonly clock: Clock
  readonly faults: FaultQueue
  /** Called when events may have to be delivered. */
  readonly onChange: () => void
}

interface Answer {
  readonly status: number
  readonly body: string
  readonly headers?: Record<string, string>
}

type Http = HonoContext<{ Bindings: HttpBindings }>

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': 'Request-Id, Stripe-Version, Idempotent-Replayed, Original-Request',
  'access-control-max-age': '300',
}

/** Stripe's API under `/v1`. */
export function stripeApi(dependencies: Dependencies) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const api = new Api(dependencies)
  app.onError((error, http) => http.body(failed(error, '').body, 500, { 'content-type': 'application/json' }))
  app.options('/v1/*', (http) => http.body(null, 204, CORS))
  for (const route of stripeRoutes) app.on(route.method, route.path, (http) => api.serve(http, route))
  app.all('/v1/*', (http) => api.refuse(http))
  app.all('/v2/*', (http) => api.refuse(http))
  return app
}

class Api {
  readonly #dependencies: Dependencies
  readonly #keysInUse = new Set<string>()

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  async refuse(http: Http): Promise<Response> {
    const { method, path } = http.req
    const message = `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`
    const requestId = identifier('req', 14)
    const error = new ApiError(404, { type: 'invalid_request_error', message })
    return respond(http, requestId, failed(error, requestId))
  }

  async serve(http: Http, route: Route): Promise<Response> {
    const { faults, store, onChange } = this.#dependencies
    const requestId = identifier('req', 14)
    const text = route.method === 'POST' ? await http.req.text() : ''
    const fault = faults.take(http.req.method, http.req.path)
    const answer = await this.#answer(http, route, { requestId, text, fault })
    await store.durable()
    onChange()
    if (fault?.kind === 'timeout') return hang(http)
    if (fault?.kind === 'reset') return reset(http)
    return respond(http, requestId, fault?.when === 'after' ? faultAnswer(fault, requestId) : answer)
  }

  /** Does the work, unless the idempotency key was seen before, and remembers its result under the key. */
  async #answer(
    http: Http,
    route: Route,
    { requestId, text, fault }: { requestId: string; text: string; fault: Fault | undefined },
  ): Promise<Answer> {
    const { store } = this.#dependencies
    const key = route.method === 'POST' ? http.req.header('idempotency-key') : undefined
    const isSpoilt = fault?.when === 'before'
    if (isSpoilt && fault.kind !== '500') return faultAnswer(fault, requestId)
    try {
      const raw = parametersOf(http, route, text)
      const keyKind = authenticate(http.req.header('authorization'), raw)
      if (keyKind === 'publishable' && !route.isPublic) throw secretKeyRequired()
      const fingerprint = key === undefined ? '' : hash(`${http.req.path}?${text}`)
      if (key !== undefined) {
        const replayed = this.#replay(key, fingerprint)
        if (replayed) return replayed
      }
      const paths = takeExpand(raw)
      const work = isSpoilt ? undefined : route.prepare(raw)
      const context = this.#context(http, { requestId, key, isPublishable: keyKind === 'publishable' })
      const answer = work
        ? this.#work(context, (context) => expand(context, work(context, idsOf(http)), paths))
        : faultAnswer(fault, requestId)
      if (key === undefined) return answer
      if (answer.status !== 404) store.put('idempotency', { id: key, fingerprint, ...answer, request: requestId })
      return await this.#occupied(key, answer)
    } catch (error) {
      return failed(error, requestId)
    }
  }

  #replay(key: string, fingerprint: string): Answer | undefined {
    const seen = this.#dependencies.store.get('idempotency', key)
    if (!seen) return undefined
    if (seen.fingerprint !== fingerprint) {
      throw new ApiError(400, {
        type: 'idempotency_error',
        message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      })
    }
    if (this.#keysInUse.has(key)) throw keyInUse(key)
    const headers = { 'idempotent-replayed': 'true', 'original-request': seen.request }
    return { status: seen.status, body: seen.body, headers }
  }

  /** Until its result is on disk a key counts as in use. */
  async #occupied(key: string, answer: Answer): Promise<Answer> {
    this.#keysInUse.add(key)
    try {
      await this.#dependencies.store.durable()
      return answer
    } finally {
      this.#keysInUse.delete(key)
    }
  }

  #work(context: Context, work: (context: Context) => object): Answer {
    try {
      const result = this.#dependencies.store.atomic(
        () => work(context),
        (error) => error instanceof ApiError && error.isOutcome,
      )
      return { status: 200, body: JSON.stringify(result) }
    } catch (error) {
      return failed(error, context.request.id ?? '')
    }
  }

  #context(http: Http, facts: { requestId: string; key: string | undefined; isPublishable: boolean }): Context {
    const { store, clock } = this.#dependencies
    return {
      store,
      now: clock.seconds(),
      request: {
        id: facts.requestId,
        idempotencyKey: facts.key ?? null,
        isPublishable: facts.isPublishable,
        origin: originOf(http),
        ip: http.env.incoming.socket.remoteAddress ?? '127.0.0.1',
        userAgent: http.req.header('user-agent') ?? '',
        apiVersion: http.req.header('stripe-version') ?? (facts.isPublishable ? API_VERSION : ''),
      },
    }
  }
}

/** Where the sandbox was reached, also behind a proxy. */
export function originOf(http: HonoContext): string {
  const protocol = http.req.header('x-forwarded-proto') ?? 'http'
  return `${protocol}://${http.req.header('x-forwarded-host') ?? http.req.header('host') ?? 'localhost'}`
}

function parametersOf(http: Http, route: Route, text: string): RawHash {
  const query = decodeForm(new URL(http.req.url).search.slice(1))
  if (route.method !== 'POST') return query
  const type = http.req.header('content-type') ?? ''
  if (text !== '' && !type.includes('application/x-www-form-urlencoded') && !type.startsWith('text/plain')) {
    throw invalid(
      `Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.`,
    )
  }
  return { ...query, ...decodeForm(text) }
}

function idsOf(http: Http) {
  return { id: http.req.param('id') ?? '', child: http.req.param('child') ?? '' }
}

function takeExpand(raw: RawHash): string[] {
  const { expand: paths } = raw
  delete raw.expand
  return paths === undefined ? [] : list(word).parse(paths, 'expand')
}

function failed(error: unknown, requestId: string): Answer {
  if (!(error instanceof ApiError)) {
    console.error('sandbox: a request failed unexpectedly:', error)
    return failed(new ApiError(500, { type: 'api_error', message: 'An unknown error occurred' }), requestId)
  }
  const { body } = error
  const details = {
    ...(body.code === undefined ? {} : { doc_url: documentation(body.code) }),
    request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
  }
  return { status: error.status, body: JSON.stringify({ error: { ...body, ...details } }) }
}

function faultAnswer(fault: Fault | undefined, requestId: string): Answer {
  switch (fault?.kind) {
    case '429':
      return failed(
        new ApiError(429, {
          type: 'invalid_request_error',
          code: 'rate_limit',
          message:
            'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
        }),
        requestId,
      )
    case '409':
      return failed(keyInUse('this'), requestId)
    default:
      return failed(
        new ApiError(500, {
          type: 'api_error',
          message: "Sorry, there was an unexpected error on Stripe's end. (The sandbox was asked to fail.)",
        }),
        requestId,
      )
  }
}

function keyInUse(key: string): ApiError {
  return new ApiError(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  })
}

function respond(http: Http, requestId: string, answer: Answer): Response {
  const key = http.req.header('idempotency-key')
  return new Response(answer.body, {
    status: answer.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-cache, no-store',
      'request-id': requestId,
      'stripe-version': http.req.header('stripe-version') ?? API_VERSION,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...answer.headers,
      ...(http.req.header('origin') === undefined ? {} : CORS),
    },
  })
}

/** Never answers; the connection stays until the client gives up. */
function hang(http: Http): Response {
  http.env.incoming.socket.setTimeout(0)
  return RESPONSE_ALREADY_SENT
}

/** Breaks the connection as a crashed server does. */
function reset(http: Http): Response {
  http.env.incoming.socket.resetAndDestroy()
  return RESPONSE_ALREADY_SENT
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
