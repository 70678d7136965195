import { exampleOf, resolve, type JsonSchema } from './example'
import type { OpenApiDocument } from './openapi'

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
}

// The document is JSON whose shape OpenAPI gives: it is read as such.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any

const DEEPEST = 3

export function referenceOf(document: OpenApiDocument): ReferenceSection[] {
  const server = document.servers?.[0]?.url ?? ''
  const all = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Json>).map(([method, operation]) => ({
      tag: operation.tags[0] as string,
      operation: operationOf(document, { server, path, method, operation }),
    })),
  )
  return (document.tags ?? []).map(({ name, description = '' }) => ({
    id: slug(name),
    name,
    description,
    operations: all.filter(({ tag }) => tag === name).map(({ operation }) => operation),
  }))
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
  const lines = [`curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${server}${filled}`]
  if (scope) lines.push(`-H "Authorization: Bearer $CONCIERGE_KEY"`)
  if (parameters.some(({ name, required }) => name === 'Idempotency-Key' && required))
    lines.push('-H "Idempotency-Key: $(uuidgen)"')
  if (bodySchema) {
    lines.push(`-H "Content-Type: application/json"`)
    lines.push(`-d '${JSON.stringify(exampleOf(document, bodySchema, { onlyRequired: true }))}'`)
  }
  if (contentType === 'application/pdf') lines.push('-o document.pdf')
  return lines.join(' \\\n  ')
}

/** The objects that answers consist of, each once. */
export function objectsOf(document: OpenApiDocument): ReferenceObject[] {
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

function fieldsOf(document: OpenApiDocument, schema: JsonSchema, depth: number): ReferenceField[] {
  const { schema: target } = objectIn(document, schema)
  if (!target?.properties || depth > DEEPEST) return []
  const required = new Set(target.required ?? [])
  return Object.entries(target.properties).map(([name, inner]) =>
    fieldOf(document, { name, schema: inner, required: required.has(name), depth }),
  )
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

/** The object that a schema is, holds as a list, or allows beside null. */
function objectIn(document: OpenApiDocument, schema: JsonSchema): { schema: JsonSchema | null } {
  const target = resolve(document, schema)
  if (target.items) return objectIn(document, target.items)
  const choice = (target.anyOf ?? target.oneOf)
    ?.map((one) => resolve(document, one))
    .find((one) => one.properties ?? one.items)
  if (choice) return objectIn(document, choice)
  return { schema: target.properties ? target : null }
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
  return types.map((type) => (type === 'string' && schema.format === 'date-time' ? 'instant' : type)).join(' or ')
}

const nameOf = (ref: string) => ref.split('/').at(-1)!
const objectId = (name: string) => `object-${name}`
const slug = (text: string) => text.toLowerCase().replaceAll(' ', '-')
