import { now as readClock } from '@/lib/platform/clock'
import { ProcessorKeySpentError, ProcessorRejectedError, ProcessorUnknownError } from '@/lib/payments/processor'
import { BillingError, conflict, unavailable } from '@/lib/platform/errors'
import { problemResponse } from '@/lib/platform/http/problem'
import { newId } from '@/lib/platform/id'
import { log } from '@/lib/platform/log'
import type { ApiCaller } from './caller'
import { authorizeApi } from './authorize-api'
import { idempotencyOf, type ApiFile, type Endpoint, type EndpointInput } from './endpoint'
import { answerOnce, readIdempotencyKey, type Answer } from './idempotency'
import { meterFor, rateHeaders, type LimitName } from './limits'
import { parseBody, parseParams, parseQuery } from './read-input'
import { API_VERSION, readVersion } from './version'

export const API_PATH = '/api/v1'

export type ServeEndpoint = (request: Request, params?: Record<string, string>) => Promise<Response>

/**
 * An endpoint as a web-standard function, the same on both hosts: version → key and scope → rate → form → parameters →
 * once per Idempotency-Key the endpoint's own work. Every failure is an RFC 9457 problem.
 */
export function serveEndpoint(endpoint: Endpoint): ServeEndpoint {
  return (request, params = {}) =>
    answering(request, async (headers) => {
      headers.set('concierge-version', readVersion(request))
      const { scope } = endpoint
      const caller = scope === 'public' ? null : await authorizeApi(request, scope)
      if (endpoint.staffOnly && caller?.customerId !== null) throw staffOnly()
      await countUse(endpoint.limit ?? (caller ? 'standard' : 'public'), caller?.keyId ?? addressOf(request), headers)
      assertAcceptable(endpoint, request)
      if (!caller) headers.set('access-control-allow-origin', '*')
      return carryOut(endpoint, { request, params, caller, headers })
    })
}

interface Call {
  request: Request
  params: Record<string, string>
  caller: ApiCaller | null
  headers: Headers
}

async function carryOut(endpoint: Endpoint, { request, params, caller, headers }: Call): Promise<Response> {
  const url = new URL(request.url)
  const rule = idempotencyOf(endpoint)
  const key = rule === null || rule === 'none' ? null : readIdempotencyKey(request, { required: rule === 'required' })
  const owner = caller?.customerId ?? caller?.keyId ?? 'nobody'
  const input: EndpointInput<unknown, unknown, unknown> = {
    caller: caller ?? NOBODY,
    params: parseParams(endpoint, params),
    query: parseQuery(endpoint, url),
    body: endpoint.body ? await parseBody(endpoint, request) : undefined,
    now: await readClock(),
    request,
    requestKey: key && `${owner}/${key}`,
  }
  if (!('_zod' in endpoint.answer)) return fileResponse((await handled(endpoint, input)) as ApiFile, headers)
  if (key === null) return toResponse(await work(endpoint, input), headers)

  const { pathname: path, search } = url
  const answer = await answerOnce({
    scope: owner,
    key,
    request: { method: request.method, path: path + search, body: input.body ?? null },
    // A refusal is an answer like any other: the same request gets the same one.
    work: () => work(endpoint, input).catch(async (error: unknown) => toAnswer(problemResponse(error))),
  })
  if (answer.replayed) headers.set('idempotency-replayed', 'true')
  return toResponse(answer, headers)
}

async function work(endpoint: Endpoint, input: EndpointInput<unknown, unknown, unknown>): Promise<Answer> {
  const body = JSON.stringify(await handled(endpoint, input))
  return { status: endpoint.status, body, contentType: 'application/json' }
}

/** Runs the endpoint's use-case. That a payment service did not answer is nobody's fault and may be tried again. */
function handled(endpoint: Endpoint, input: EndpointInput<unknown, unknown, unknown>): Promise<unknown> {
  return endpoint.handle(input).catch((error: unknown) => {
    if (error instanceof ProcessorUnknownError || error instanceof ProcessorKeySpentError)
      throw unavailable('processor_unavailable', 'The payment service does not answer. Please try again.', error)
    if (error instanceof ProcessorRejectedError)
      throw conflict('processor_refused', 'The payment service refuses this. Nothing was charged.')
    throw error
  })
}

async function toAnswer(response: Response): Promise<Answer> {
  return {
    status: response.status,
    body: await response.text(),
    contentType: response.headers.get('content-type') ?? 'application/json',
  }
}

function toResponse({ status, body, contentType }: Answer, headers: Headers): Response {
  headers.set('content-type', contentType)
  return new Response(body, { status, headers })
}

function fileResponse({ filename, contentType, bytes }: ApiFile, headers: Headers): Response {
  headers.set('content-type', contentType)
  headers.set('content-disposition', `attachment; filename="${filename.replace(/[^\w.-]/g, '_')}"`)
  return new Response(new Uint8Array(bytes), { headers })
}

/** Runs `work` with the headers that every answer carries, and turns what it throws into a problem with them. */
export async function answering(request: Request, work: (headers: Headers) => Promise<Response>): Promise<Response> {
  const requestId = newId('req')
  const headers = new Headers({
    'request-id': requestId,
    'concierge-version': API_VERSION,
    'cache-control': 'private, no-store',
  })
  try {
    return await work(headers)
  } catch (error) {
    const response = problemResponse(error)
    if (response.status >= 500) log.error({ requestId, method: request.method }, 'an API request failed')
    for (const [name, value] of headers) if (name !== 'content-type') response.headers.set(name, value)
    const more = error instanceof ProblemWithHeaders ? error.headers : {}
    for (const [name, value] of Object.entries(more)) response.headers.set(name, value)
    return response
  }
}

/** A problem whose answer says more in its headers (`Allow`, `Retry-After`). */
export class ProblemWithHeaders extends BillingError {
  constructor(
    options: ConstructorParameters<typeof BillingError>[0],
    readonly headers: Record<string, string>,
  ) {
    super(options)
  }
}

async function countUse(name: LimitName, key: string, headers: Headers): Promise<void> {
  const state = await meterFor(name).take(key)
  for (const [header, value] of Object.entries(rateHeaders(name, state))) headers.set(header, value)
  if (state.allowed) return
  throw new BillingError({
    kind: 'rate_limited',
    code: 'rate_limited',
    message: `At most ${state.limit} requests in ${state.windowSeconds} seconds. Try again in ${state.resetSeconds}.`,
    details: { retryAfterSeconds: Math.max(1, state.resetSeconds) },
  })
}

const JSON_TYPES = ['application/json', 'application/problem+json']

/** Whether the answer's form is one that the request takes (its `Accept`; none takes all). */
function assertAcceptable({ answer }: Endpoint, request: Request): void {
  const accept = request.headers.get('accept')
  if (!accept) return
  const offered = '_zod' in answer ? JSON_TYPES : [answer.file, ...JSON_TYPES]
  const accepted = accept.split(',').map((part) => part.split(';')[0]!.trim().toLowerCase())
  const matches = (range: string) =>
    range === '*/*' || offered.some((type) => type === range || range === `${type.split('/')[0]}/*`)
  if (accepted.some(matches)) return
  throw new BillingError({
    kind: 'not_acceptable',
    code: 'not_acceptable',
    message: `This is answered as ${offered[0]} only.`,
  })
}

/** The last entry of X-Forwarded-For is the one that our own proxy (or the server, from the socket) wrote. */
const addressOf = (request: Request): string =>
  request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown'

const staffOnly = () =>
  new BillingError({ kind: 'forbidden', code: 'staff_key_required', message: 'Only keys of our own staff do this.' })

/** Behind a public endpoint: holds nothing, so that asking for more than is public fails. */
const NOBODY: ApiCaller = {
  keyId: 'nobody',
  customerId: 'nobody',
  scopes: [],
  actor: { type: 'system', id: null, label: 'API' },
}
