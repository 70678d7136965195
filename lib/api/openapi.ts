import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponseObject } from 'zod-openapi'
import { env } from '@/lib/platform/env'
import { idempotencyOf, isChange, TAGS, type Endpoint } from './endpoint'
import { endpoints as everyEndpoint } from './endpoints'
import { LIMITS } from './limits'
import { COMMON_PROBLEMS, problemSchema, type ProblemStatus } from './problem-schema'
import { SCOPES } from './scopes'
import { API_PATH } from './serve-endpoint'
import { API_VERSION, API_VERSIONS } from './version'

export type OpenApiDocument = ReturnType<typeof createDocument>

let made: OpenApiDocument | undefined

/** The OpenAPI 3.1 document of the API, from the schemas that parse its requests. */
export function openApiDocument(): OpenApiDocument {
  return (made ??= describe(everyEndpoint))
}

export function describe(endpoints: readonly Endpoint[]): OpenApiDocument {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const endpoint of endpoints) (paths[endpoint.path] ??= {})[endpoint.method] = operation(endpoint)
  const used = new Set(endpoints.map(({ tag }) => tag))
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Concierge Billing API',
      version: API_VERSION,
      description: INTRODUCTION,
    },
    servers: [{ url: new URL(API_PATH, env.APP_URL).href }],
    tags: Object.entries(TAGS)
      .filter(([name]) => used.has(name as keyof typeof TAGS))
      .map(([name, description]) => ({ name, description })),
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `Authorization: Bearer ck_…`.' },
      },
    },
  })
}

const INTRODUCTION = `Amounts are integers in minor units of their currency. Instants are UTC in ISO 8601. Enum values are upper case, as
they are stored. Lists come in pages by cursor. Refusals are RFC 9457 problems with a stable \`code\`.`

const SECOND_NATURE = {
  'Concierge-Version': z.enum(API_VERSIONS).optional().meta({
    description: 'Date of the API version to speak; the newest by default. The answer says which it was.',
  }),
}

const idempotencyHeader = (required: boolean) => {
  const key = z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .meta({
      description: 'Makes the request safe to repeat: for 24 hours the same key gets the same answer.',
      example: '0d6c7a8e-3f0b-4f0e-9a3c-2d6f8b1c5e77',
    })
  return { 'Idempotency-Key': required ? key : key.optional() }
}

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { operationId, tag, summary, description, scope, params, query, body, staffOnly } = endpoint
  const rule = idempotencyOf(endpoint)
  const bodyIsOptional = body?.safeParse({}).success ?? true
  return {
    operationId,
    tags: [tag],
    summary,
    description: [
      description,
      staffOnly ? 'For keys of our own staff.' : null,
      scope === 'public' ? null : `Scope: \`${scope}\` (${SCOPES[scope]}).`,
    ]
      .filter(Boolean)
      .join('\n\n'),
    ...(scope === 'public' ? { security: [] } : { security: [{ apiKey: [scope] }] }),
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      header: z.object({
        ...SECOND_NATURE,
        ...(rule === 'optional' || rule === 'required' ? idempotencyHeader(rule === 'required') : {}),
      }),
    },
    ...(body ? { requestBody: { required: !bodyIsOptional, content: { 'application/json': { schema: body } } } } : {}),
    responses: responses(endpoint),
    'x-rate-limit': LIMITS[endpoint.limit ?? (scope === 'public' ? 'public' : 'standard')].points,
    'x-problems': endpoint.problems ?? {},
  } as ZodOpenApiOperationObject
}

const text = (description: string) => ({ description, schema: { type: 'string' as const } })
const EVERY_HEADER = {
  'Request-Id': text('Name it when you ask us about a request.'),
  'Concierge-Version': text('The version that answered.'),
}
const RATE_HEADERS = {
  'RateLimit-Policy': text('The limit: q requests in w seconds.'),
  RateLimit: text('What is left: r requests, t seconds until it begins anew.'),
}

function responses(endpoint: Endpoint): Record<string, ZodOpenApiResponseObject> {
  const { answer, status, summary } = endpoint
  const rule = idempotencyOf(endpoint)
  const success: ZodOpenApiResponseObject = {
    description: summary,
    headers: {
      ...EVERY_HEADER,
      ...RATE_HEADERS,
      ...(rule === 'optional' || rule === 'required'
        ? { 'Idempotency-Replayed': text('`true` when this is the answer to an earlier request.') }
        : {}),
    },
    content:
      'file' in answer
        ? { [answer.file]: { schema: { type: 'string', contentMediaType: answer.file } } }
        : { 'application/json': { schema: answer as z.ZodType } },
  }
  const refusals = problemStatuses(endpoint).map((refused): [string, ZodOpenApiResponseObject] => [
    String(refused),
    {
      description: Object.entries(COMMON_PROBLEMS[refused])
        .map(([code, text]) => `\`${code}\`: ${text}`)
        .join('\n'),
      headers: {
        ...EVERY_HEADER,
        ...(refused === 429 ? { ...RATE_HEADERS, 'Retry-After': text('Seconds to wait.') } : {}),
      },
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ])
  return { [status]: success, ...Object.fromEntries(refusals) }
}

/** With which statuses an endpoint can refuse. */
export function problemStatuses(endpoint: Endpoint): ProblemStatus[] {
  const { scope, params, query, body, problems } = endpoint
  const aboutCustomer = Boolean(params ?? query?.shape.customerId ?? query?.shape.customer ?? body)
  const list: [ProblemStatus, boolean][] = [
    [400, true],
    [401, scope !== 'public'],
    [403, scope !== 'public'],
    [404, aboutCustomer],
    [406, true],
    [409, isChange(endpoint) || Boolean(problems)],
    [413, Boolean(body)],
    [415, Boolean(body)],
    [422, isChange(endpoint) || Boolean(query) || Boolean(problems)],
    [429, true],
    [500, true],
    [503, isChange(endpoint)],
  ]
  return list.filter(([, can]) => can).map(([status]) => status)
}
