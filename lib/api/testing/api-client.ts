import Ajv2020 from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { systemActor } from '@/lib/audit/actor'
import { wallClock } from '@/lib/platform/clock'
import { buildApi } from '../build-api'
import { createApiKey } from '../create-api-key'
import { openApiDocument } from '../openapi'
import { ALL_SCOPES, CUSTOMER_SCOPES, type Scope } from '../scopes'

const ORIGIN = 'http://api.test'

export interface ApiAnswer {
  status: number
  headers: Headers
  // Tests look into answers freely: each was checked against the document.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any
}

export interface CallOptions {
  secret?: string
  body?: unknown
  headers?: Record<string, string>
}

/** A secret of a new key: of a customer, or (null) of staff; with every scope unless it is said. */
export async function newSecretFor(customerId: string | null, scopes?: readonly Scope[]): Promise<string> {
  const { secret } = await createApiKey({
    customerId,
    key: {
      name: 'Test',
      scopes: [...(scopes ?? (customerId === null ? ALL_SCOPES : CUSTOMER_SCOPES))],
      expiresInDays: null,
    },
    actor: systemActor('Test'),
    now: wallClock(),
  })
  return secret
}

/** Calls the API in this process, and holds every answer against the OpenAPI document. */
export function apiClient(api = buildApi(), document = openApiDocument()) {
  const validate = answerValidator(document)
  return async (line: string, { secret, body, headers = {} }: CallOptions = {}): Promise<ApiAnswer> => {
    const [method = '', path = ''] = line.split(' ')
    const response = await api(
      new Request(`${ORIGIN}/api/v1${path}`, {
        method,
        headers: {
          ...(secret ? { authorization: `Bearer ${secret}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      }),
    )
    const type = response.headers.get('content-type') ?? ''
    const answer: ApiAnswer = {
      status: response.status,
      headers: response.headers,
      body: type.includes('json') ? await response.json() : Buffer.from(await response.arrayBuffer()),
    }
    const complaint = validate(method, path.split('?')[0]!, answer)
    if (complaint) throw new Error(`${line} answered outside the document: ${complaint}`)
    return answer
  }
}

/** Says what of an answer the OpenAPI document does not have; null if all is well. */
export function answerValidator(document = openApiDocument()) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addSchema(document, 'openapi')
  const patterns = Object.entries(document.paths ?? {}).map(([path, operations]) => ({
    path,
    // A fixed path before one with parameters, as the router takes them.
    weight: path.split('{').length,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]*')}$`),
    operations: operations as Record<string, { responses: Record<string, { content?: Record<string, unknown> }> }>,
  }))
  patterns.sort((a, b) => a.weight - b.weight)

  return (method: string, path: string, { status, headers, body }: ApiAnswer): string | null => {
    const name = method === 'HEAD' ? 'get' : method.toLowerCase()
    const known = patterns.find(({ pattern, operations }) => pattern.test(path) && operations[name])
    if (!known) return [404, 405, 204].includes(status) ? null : `no such operation, and yet ${status}`
    const answer = known.operations[name]!.responses[status]
    if (!answer) return `status ${status} (${JSON.stringify(body).slice(0, 300)})`
    const type = (headers.get('content-type') ?? '').split(';')[0]!
    if (!answer.content?.[type]) return `content type ${type} with ${status}`
    if (!type.includes('json') || method === 'HEAD') return null
    const pointer = ['paths', known.path, name, 'responses', String(status), 'content', type, 'schema']
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')
    const check = ajv.getSchema(`openapi#/${pointer}`)
    if (!check) return `no schema at ${pointer}`
    return check(body) ? null : ajv.errorsText(check.errors).slice(0, 600)
  }
}
