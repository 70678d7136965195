import type { OpenApiDocument } from './openapi'

/** What of JSON Schema 2020-12 our document uses. */
export interface JsonSchema {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  example?: unknown
  default?: unknown
  description?: string
  format?: string
  minimum?: number
}

/** What a reference stands for. */
export function resolve(document: OpenApiDocument, schema: JsonSchema): JsonSchema {
  if (!schema.$ref) return schema
  let node: unknown = document
  for (const key of schema.$ref.slice(2).split('/')) node = (node as Record<string, unknown>)[key]
  return resolve(document, node as JsonSchema)
}

/** An example of what a schema describes, from its own examples; with `onlyRequired` the least that is valid. */
export function exampleOf(
  document: OpenApiDocument,
  schema: JsonSchema,
  { onlyRequired = false, depth = 0 }: { onlyRequired?: boolean; depth?: number } = {},
): unknown {
  if (schema.example !== undefined) return schema.example
  const target = resolve(document, schema)
  if (target.example !== undefined) return target.example
  if (target.const !== undefined) return target.const
  if (target.enum) return target.enum[0]
  const inner = (one: JsonSchema) => exampleOf(document, one, { onlyRequired, depth: depth + 1 })
  const choices = target.anyOf ?? target.oneOf
  if (choices) return inner(choices.find((one) => resolve(document, one).type !== 'null') ?? choices[0]!)
  const type = [target.type].flat().find((one) => one !== 'null')
  if (type === 'array') return depth < 6 && target.items ? [inner(target.items)] : []
  if (type === 'object') {
    const wanted = Object.entries(target.properties ?? {}).filter(
      ([name]) => !onlyRequired || target.required?.includes(name),
    )
    return Object.fromEntries(wanted.map(([name, one]) => [name, inner(one)]))
  }
  if (target.default !== undefined) return target.default
  if (type === 'integer' || type === 'number') return Math.max(1, target.minimum ?? 1)
  if (type === 'boolean') return true
  if (type === 'null' || type === undefined) return null
  return target.format === 'email' ? 'billing@example.com' : 'text'
}
