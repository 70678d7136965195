import type { OpenApiDocument } from '../openapi'

/** A seeded source of chance (mulberry32): a run can be repeated by its seed. */
export function randomSource(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    chance: (share: number) => next() < share,
    int: (from: number, to: number) => from + Math.floor(next() * (to - from + 1)),
    pick: <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!,
  }
}

export type Random = ReturnType<typeof randomSource>

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Schema = any

export interface Operation {
  id: string
  method: string
  path: string
  parameters: { in: string; name: string; required?: boolean; schema: Schema }[]
  body: Schema | null
}

export function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Schema>).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
      body: operation.requestBody?.content['application/json'].schema ?? null,
    })),
  )
}

/** Ids that exist, by the prefix of the field's example: `cus`, `inv`, … */
export type KnownIds = Record<string, readonly string[]>

/** Makes what the schemas cannot say of a body true: what goes with what. */
export type Shape = (body: Record<string, unknown>, random: Random) => unknown

export interface RandomRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: string | undefined
}

const NASTY = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  'null',
  '-1',
  '0',
  'true',
  "'; DROP TABLE customer; --",
  '<script>',
  '../../etc/passwd',
  '😀'.repeat(20),
  'x'.repeat(5000),
  '%00',
  '\u202e',
  'NaN',
  '1e400',
  '2026-02-30T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
  '__proto__',
]
const NASTY_VALUES = [
  ...NASTY,
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  [],
  {},
  [[]],
  { __proto__: null },
  [null],
]

/**
 * A request for an operation, from what the document says of it: mostly as it asks for, with things left out, added, spoilt
 * by `spoil` (a share of the values). With 0 it is valid.
 */
export function randomRequest(
  document: OpenApiDocument,
  operation: Operation,
  { random, ids, spoil, shape = (body) => body }: { random: Random; ids: KnownIds; spoil: number; shape?: Shape },
): RandomRequest {
  // Sometimes everything is said, sometimes only what must be.
  const richness = random.pick([0, 0.2, 0.6])
  const make = (schema: Schema, name: string) => sample(document, schema, { random, ids, spoil, richness, name })
  const isSpoilt = () => random.chance(spoil)
  const headers: Record<string, string> = {}
  const query = new URLSearchParams()
  let path = operation.path
  for (const { in: where, name, required, schema } of operation.parameters) {
    if (where === 'path') {
      const value = isSpoilt() ? random.pick(NASTY) : plain(make(schema, name))
      path = path.replace(`{${name}}`, safely(value))
      continue
    }
    if (!required && random.chance(0.6)) continue
    if (required && isSpoilt()) continue
    const value = isSpoilt() ? random.pick(NASTY) : make(schema, name)
    if (where === 'query') for (const one of [value].flat()) query.append(name, plain(one))
    else if (/^[\x20-\x7e]*$/.test(plain(value))) {
      // A key is used once, but for now and then.
      headers[name] = name === 'Idempotency-Key' && !isSpoilt() ? `fuzz-${random.int(0, 2 ** 31)}` : plain(value)
    }
  }
  if (isSpoilt()) query.append(random.pick(['limit', 'unknown', 'after', 'customerId']), random.pick(NASTY))
  if (isSpoilt()) headers.accept = random.pick(['*/*', 'text/html', 'application/json', 'application/xml;q=0.9', ''])
  let body: string | undefined
  if (operation.body || (isSpoilt() && operation.method !== 'GET')) {
    headers['content-type'] = isSpoilt() ? random.pick(['text/plain', 'application/xml', '']) : 'application/json'
    const made = operation.body ? make(operation.body, 'body') : random.pick(NASTY_VALUES)
    body = JSON.stringify(isObject(made) && !isSpoilt() ? shape(made, random) : made) ?? ''
    if (isSpoilt())
      body = random.pick([body.slice(0, -1), `${body}}`, '[', '', 'null', '"text"', body.replace(':', ',')])
    if (random.chance(spoil / 20)) body = JSON.stringify({ long: 'x'.repeat(70_000) })
  }
  const search = query.size > 0 ? `?${query}` : ''
  return { method: operation.method, path: path + search, headers, body }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function safely(value: string): string {
  try {
    return encodeURIComponent(value) || '%20'
  } catch {
    return '%ff'
  }
}

interface Context {
  random: Random
  ids: KnownIds
  spoil: number
  richness: number
  name: string
}

function sample(document: OpenApiDocument, schema: Schema, context: Context): unknown {
  const { random, spoil, richness, name } = context
  if (random.chance(spoil / 2)) return random.pick(NASTY_VALUES)
  if (schema.$ref) {
    const target = schema.$ref
      .slice(2)
      .split('/')
      .reduce((node: Schema, key: string) => node[key], document)
    return sample(document, target, context)
  }
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return random.pick(schema.enum)
  const choice = schema.anyOf ?? schema.oneOf
  if (choice) return sample(document, random.pick(choice), context)
  const type = Array.isArray(schema.type) ? random.pick(schema.type as string[]) : schema.type
  // Few are allowed to be had of most things.
  if (type === 'integer' && name === 'quantity' && !random.chance(spoil)) return random.int(0, 3)
  switch (type) {
    case 'object': {
      const made: Record<string, unknown> = {}
      const required: string[] = schema.required ?? []
      for (const [key, inner] of Object.entries<Schema>(schema.properties ?? {})) {
        const isNeeded = required.includes(key)
        const isOwner = (key === 'customerId' || key === 'customer') && random.chance(0.7)
        if (isOwner && !random.chance(spoil)) made[key] = sample(document, inner, { ...context, name: key })
        if (isNeeded ? random.chance(spoil / 4) : !random.chance(richness)) continue
        made[key] = sample(document, inner, { ...context, name: key })
      }
      if (random.chance(spoil))
        made[random.pick(['unknown', '__proto__', 'id', 'customerId'])] = random.pick(NASTY_VALUES)
      return made
    }
    case 'array': {
      const most = Math.min(schema.maxItems ?? 4, 4)
      const length = random.int(Math.min(schema.minItems ?? 0, most), most)
      const items = Array.from({ length }, () => sample(document, schema.items ?? {}, context))
      return schema.items?.enum ? [...new Set(items)] : items
    }
    case 'integer':
    case 'number': {
      const least = schema.minimum ?? schema.exclusiveMinimum ?? 0
      const most = Math.min(schema.maximum ?? 1000, least + 100_000)
      return random.chance(spoil) ? random.pick([least - 1, (schema.maximum ?? 0) + 1, 1.5]) : random.int(least, most)
    }
    case 'boolean':
      return random.chance(0.5)
    case 'null':
      return null
    default:
      return text(schema, { ...context, name })
  }
}

function text(schema: Schema, { random, ids, name }: Context): string {
  const prefix = typeof schema.example === 'string' ? /^([a-z]+)_/.exec(schema.example)?.[1] : undefined
  const known = prefix ? ids[prefix] : undefined
  if (known && known.length > 0 && !random.chance(0.05)) return random.pick(known)
  if (prefix && !known) return schema.example
  if ((name === 'customer' || name === 'subject') && ids.cus && !random.chance(0.05)) return random.pick(ids.cus)
  // A range begins before it ends.
  if (schema.format === 'date')
    return name === 'from' ? `2026-01-${random.int(10, 15)}` : `2026-01-${random.int(16, 28)}`
  if (name === 'from') return `2026-01-${random.int(10, 12)}T00:00:00Z`
  if (name === 'to' && !known) return `2026-0${random.int(1, 4)}-28T00:00:00Z`
  if (schema.format === 'date-time' || /T\d\d:/.test(String(schema.example))) {
    const day = String(random.int(10, 28))
    return random.pick([
      `2026-01-${day}T10:00:00Z`,
      `2026-0${random.int(2, 9)}-${day}T00:00:00.000Z`,
      '2026-01-15T09:00:00Z',
    ])
  }
  if (schema.format === 'email') return `fuzz${random.int(0, 99)}@example.com`
  if (name === 'timeZone') return random.pick(['Europe/Berlin', 'Asia/Tokyo', 'Nowhere/City'])
  if (name === 'country') return random.pick(['DE', 'FR', 'AT', 'US', 'XX'])
  if (name === 'vatId') return random.pick(['DE136695976', 'FR40303265045', 'nonsense', ''])
  if (name === 'meter') return random.pick(['api_calls', 'sms', 'users', 'storage_gb', 'nothing'])
  if (name === 'feature') return random.pick(['api', 'sso', 'support', 'nothing'])
  if (name === 'percentOff') return random.pick(['10', '12.5', '100', '0', '101', 'ten'])
  if (name === 'after' || name === 'before')
    return Buffer.from(`${random.int(1e12, 2e12).toString(36)}.inv_1`).toString('base64url')
  if (typeof schema.example === 'string' && random.chance(0.7)) return schema.example
  const least = schema.minLength ?? 1
  const length = random.int(least, Math.max(least, Math.min(schema.maxLength ?? 20, 20)))
  return (
    Array.from({ length }, () => random.pick([...'abcXYZ019 äß€']))
      .join('')
      .trim() || 'a'
  )
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
