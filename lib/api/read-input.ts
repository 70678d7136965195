import { z } from 'zod'
import { BillingError, notFound } from '@/lib/platform/errors'
import { readText } from '@/lib/platform/http/read-body'
import type { Endpoint } from './endpoint'

export const DEFAULT_MAX_BYTES = 64 * 1024

const malformed = (code: string, message: string, details?: Record<string, unknown>) =>
  new BillingError({ kind: 'malformed', code, message, details })

/** What is wrong, and where: a JSON pointer into the body, or the name of a parameter. */
export interface InputError {
  in: 'query' | 'body' | 'header'
  pointer: string
  detail: string
}

export function parseParams(endpoint: Endpoint, raw: Record<string, string>): unknown {
  if (!endpoint.params) return {}
  const decoded = Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, cleanText(decode(value))]))
  const parsed = endpoint.params.safeParse(decoded)
  // What cannot be an id is the id of nothing.
  if (!parsed.success) throw notFound('resource')
  return parsed.data
}

const NO_QUERY = z.object({})
/** Zod compiles a schema when it first parses: what is refused by strictness is made once per schema. */
const strict = new WeakMap<z.ZodObject, z.ZodObject>()

function strictly(schema: z.ZodObject): z.ZodObject {
  const known = strict.get(schema) ?? schema.strict()
  strict.set(schema, known)
  return known
}

export function parseQuery(endpoint: Endpoint, url: URL): unknown {
  const schema: z.ZodObject = endpoint.query ?? NO_QUERY
  const raw: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name).map(cleanText)
    const field = Object.hasOwn(schema.shape, name) ? (schema.shape[name] as z.ZodType) : null
    raw[name] = field && takesList(field) ? values : values.length === 1 ? values[0] : values
  }
  return parse('query', strictly(schema), raw)
}

/** Reads and parses a JSON body; no body at all counts as an empty object where every field may be left out. */
export async function parseBody(endpoint: Endpoint, request: Request): Promise<unknown> {
  const { body: schema, maxBytes = DEFAULT_MAX_BYTES } = endpoint
  const text = await readText(request, maxBytes)
  if (!schema) return undefined
  if (text !== '' && !isJson(request.headers.get('content-type'))) {
    throw new BillingError({
      kind: 'wrong_media_type',
      code: 'unsupported_media_type',
      message: 'Send the body as application/json.',
    })
  }
  return parse('body', schema, text === '' ? {} : parseJson(text, endpoint.checksTexts))
}

function parseJson(text: string, checksTexts = false): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw malformed('malformed_json', 'The body is not valid JSON.')
  }
  // Only an escape can smuggle in what PostgreSQL cannot keep.
  if (!checksTexts && text.includes('\\u')) eachText(value, cleanText)
  return value
}

function parse(where: InputError['in'], schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors: InputError[] = parsed.error.issues.map((issue) => ({
    in: where,
    pointer: issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: issue.message,
  }))
  const [first] = errors
  const detail = first ? `${first.pointer ? `${first.pointer.slice(1)}: ` : ''}${first.detail}` : 'Not valid.'
  throw malformed('validation_failed', detail, { errors: errors.slice(0, 50) })
}

/** PostgreSQL keeps no NUL, and half a character is none. */
function cleanText(text: string): string {
  if (text.includes('\0') || /\p{Surrogate}/u.test(text))
    throw malformed('invalid_text', 'Text must be well-formed Unicode without NUL characters.')
  return text
}

function eachText(value: unknown, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      visit(key)
      eachText(inner, visit)
    }
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw notFound('resource')
  }
}

const isJson = (type: string | null) => /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type ?? '')

function takesList(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return takesList(schema.unwrap() as z.ZodType)
  return schema instanceof z.ZodArray
}
