import { exampleOf, resolve, type JsonSchema } from './example'
import { openApiDocument, type OpenApiDocument } from './openapi'

// The OpenAPI document as the reference page shows it: one model, so that page and document cannot differ.

export interface ReferenceField {
  name: string
  /** `string`, `integer or null`, `list of InvoiceLine`. */
  type: string
  /** The object of the reference that it is or holds. */
  object: string | null
  required: boolean
  description: string
  /** Values that are allowed. */
  values: string[]
  fields: ReferenceField[]
}

export interface ReferenceOperation {
  id: string
  method: string
  path: string
  summary: string
  description: string
  scope: string | null
  ratePerMinute: number
  parameters: (ReferenceField & { in: string })[]
  body: ReferenceField[] | null
  answer: { status: string; contentType: string; type: string; object: string | null }
  problems: { code: string; text: string }[]
  curl: string
}

/** Something that answers consist of. */
export interface ReferenceObject {
  id: string
  name: string
  description: string
  fields: ReferenceField[]
  example: string
}

export interface ReferenceSection {
  id: string
  name: string
  description: string
  operations: ReferenceOperation[]
  /** What its answers and bodies consist of. */
  objects: ReferenceObject[]
}

// The document is JSON whose shape OpenAPI gives: it is read as such.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any

const DEEPEST = 3

let made: ReferenceSection[] | undefined

/** The reference of the API as it is. */
export const apiReference = (): ReferenceSection[] => (made ??= referenceOf(openApiDocument()))

/** The reference by resource: a page each. */
function referenceOf(document: OpenApiDocument): ReferenceSection[] {
  const server = document.servers?.[0]?.url ?? ''
  const all = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Json>).map(([method, operation]) => ({
      tag: operation.tags[0] as string,
      schemas: [operation.requestBody, ...successesOf(operation)] as unknown[],
      operation: operationOf(document, { server, path, method, operation }),
    })),
  )
  const objects = objectsOf(document)
  return (document.tags ?? []).map(({ name, description = '' }) => {
    const own = all.filter(({ tag }) => tag === name)
    const used = new Set<string>()
    for (const { schemas } of own) collectRefs(document, schemas, used)
    return {
      id: slug(name),
      name,
      description,
      operations: own.map(({ operation }) => operation),
      objects: objects.filter((object) => used.has(object.name)),
    }
  })
}

const successesOf = ({ responses }: Json) =>
  Object.entries<Json>(responses)
    .filter(([code]) => code.startsWith('2'))
    .map(([, response]) => response)

/** The names of all that `part` of the document refers to, and what that refers to. */
function collectRefs(document: OpenApiDocument, part: unknown, names: Set<string>): void {
  if (typeof part !== 'object' || part === null) return
  const { $ref } = part as JsonSchema
  if (typeof $ref === 'string') {
    if (names.has(nameOf($ref))) return
    names.add(nameOf($ref))
    collectRefs(document, resolve(document, part as JsonSchema), names)
  }
  for (const inner of Object.values(part)) collectRefs(document, inner, names)
}

function operationOf(
  document: OpenApiDocument,
  { server, path, method, operation }: { server: string; path: string; method: string; operation: Json },
): ReferenceOperation {
  const bodySchema = operation.requestBody?.content['application/json'].schema as JsonSchema | undefined
  const [status, success] = Object.entries<Json>(operation.responses).find(([code]) => code.startsWith('2'))!
  const [contentType, content] = Object.entries<Json>(success.content)[0]!
  const answerSchema = content.schema as JsonSchema
  const parameters = (operation.parameters ?? []) as Json[]
  const scope = operation.security?.[0]?.apiKey?.[0] ?? null
  const isJson = contentType === 'application/json'
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    description: operation.description ?? '',
    scope,
    ratePerMinute: operation['x-rate-limit'],
    parameters: parameters
      .filter(({ in: where }) => where !== 'header')
      .map(({ in: where, name, required, schema }) => ({
        in: where,
        ...fieldOf(document, { name, schema, required: Boolean(required), depth: DEEPEST }),
      })),
    body: bodySchema ? fieldsOf(document, bodySchema, 0) : null,
    answer: {
      status,
      contentType,
      type: isJson ? typeOf(document, answerSchema) : contentType,
      object: isJson ? objectOf(document, answerSchema) : null,
    },
    problems: Object.entries<string>(operation['x-problems'] ?? {}).map(([code, text]) => ({ code, text })),
    curl: curlOf(document, { server, path, method, scope, parameters, bodySchema, contentType }),
  }
}

function curlOf(
  document: OpenApiDocument,
  call: {
    server: string
    path: string
    method: string
    scope: string | null
    parameters: Json[]
    bodySchema: JsonSchema | undefined
    contentType: string
  },
): string {
  const { server, path, method, scope, parameters, bodySchema, contentType } = call
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(exampleOf(document, parameters.find((parameter) => parameter.name === name).schema)),
  )
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(exampleOf(document, schema)))}`)
    .join('&')
  const address = query ? `"${server}${filled}?${query}"` : `${server}${filled}`
  const lines = [`curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${address}`]
  if (scope) lines.push(`-H "Authorization: Bearer $CONCIERGE_KEY"`)
  if (parameters.some(({ name, required }) => name === 'Idempotency-Key' && required))
    lines.push('-H "Idempotency-Key: $(uuidgen)"')
  if (bodySchema) {
    lines.push(`-H "Content-Type: application/json"`)
    lines.push(`-d '${JSON.stringify(exampleOf(document, bodySchema, { onlyRequired: true }))}'`)
  }
  if (contentType !== 'application/json') lines.push(`-o document.${contentType.split('/')[1]!}`)
  return lines.join(' \\\n  ')
}

/** The objects that answers consist of, each once. */
function objectsOf(document: OpenApiDocument): ReferenceObject[] {
  return Object.entries((document.components?.schemas ?? {}) as Record<string, JsonSchema>)
    .filter(([, schema]) => schema.properties)
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([name, schema]) => ({
      id: objectId(name),
      name,
      description: schema.description ?? '',
      fields: fieldsOf(document, schema, 0),
      example: JSON.stringify(exampleOf(document, schema), null, 2),
    }))
}

/** The fields of an object; of one that has several forms those of all, required where each asks for it. */
function fieldsOf(document: OpenApiDocument, schema: JsonSchema, depth: number): ReferenceField[] {
  if (depth > DEEPEST) return []
  const forms = formsOf(document, schema)
  const fields = new Map(forms.flatMap(({ properties }) => Object.entries(properties!)).reverse())
  return [...new Set(forms.flatMap(({ properties }) => Object.keys(properties!)))].map((name) => {
    const required = forms.every((form) => form.required?.includes(name))
    return fieldOf(document, { name, schema: fields.get(name)!, required, depth })
  })
}

function fieldOf(
  document: OpenApiDocument,
  { name, schema, required, depth }: { name: string; schema: JsonSchema; required: boolean; depth: number },
): ReferenceField {
  const target = resolve(document, schema)
  const values = valuesIn(document, schema)
  const object = objectOf(document, schema)
  return {
    name,
    type: typeOf(document, schema),
    object,
    required,
    description: schema.description ?? target.description ?? '',
    values: values.length > 1 && values.length <= 20 ? values : [],
    // What has a place of its own is not told again.
    fields: object ? [] : fieldsOf(document, schema, depth + 1),
  }
}

/** The id of the named object that a schema is, or holds as a list or beside null. */
function objectOf(document: OpenApiDocument, schema: JsonSchema): string | null {
  if (schema.$ref) return resolve(document, schema).properties ? objectId(nameOf(schema.$ref)) : null
  const inner = schema.items ? [schema.items] : (schema.anyOf ?? schema.oneOf ?? [])
  return inner.map((one) => objectOf(document, one)).find((id) => id !== null) ?? null
}

/** The objects that a schema can be: itself, what it holds as a list, or allows beside others or null. */
function formsOf(document: OpenApiDocument, schema: JsonSchema): JsonSchema[] {
  const target = resolve(document, schema)
  if (target.properties) return [target]
  if (target.items) return formsOf(document, target.items)
  return (target.anyOf ?? target.oneOf ?? []).flatMap((one) => formsOf(document, one))
}

function valuesIn(document: OpenApiDocument, schema: JsonSchema): string[] {
  const target = resolve(document, schema)
  if (target.items) return valuesIn(document, target.items)
  if (target.enum) return target.enum.filter((value) => value !== null).map(String)
  return (target.anyOf ?? target.oneOf ?? []).flatMap((one) => valuesIn(document, one))
}

function typeOf(document: OpenApiDocument, schema: JsonSchema): string {
  if (schema.$ref) return nameOf(schema.$ref)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map((one) => typeOf(document, one)).join(' or ')
  if (schema.items) return `list of ${typeOf(document, schema.items)}`
  const types = [schema.type ?? 'any'].flat()
  return types.map((type) => (type === 'string' ? (FORMATS[schema.format ?? ''] ?? type) : type)).join(' or ')
}

const FORMATS: Record<string, string> = { 'date-time': 'instant', date: 'day' }

const nameOf = (ref: string) => ref.split('/').at(-1)!
const objectId = (name: string) => `object-${name}`
const slug = (text: string) => text.toLowerCase().replaceAll(' ', '-')
