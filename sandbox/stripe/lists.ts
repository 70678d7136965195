import type { Collections } from '../state/records'
import type { Context } from './context'
import { invalid } from './errors'
import { integer, word } from './params'
import { type ApiCollection, serialize } from './serializers/serialize'

/** The parameters that every list takes. */
export const cursorParams = {
  limit: integer({ min: 1, max: 100 }),
  starting_after: word,
  ending_before: word,
}

interface Cursor {
  readonly limit?: number
  readonly starting_after?: string
  readonly ending_before?: string
}

type Created = number | { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number }

/** A page of an API list. */
export interface ListObject {
  readonly object: 'list'
  readonly data: object[]
  readonly has_more: boolean
  readonly url: string
}

/** A page of records (given newest first), between the cursors, serialised. */
export function page<C extends ApiCollection>(
  context: Context,
  options: { url: string; collection: C; records: readonly Collections[C][]; params: Cursor },
): ListObject {
  const { collection, records, params, url } = options
  const { rows, hasMore } = slice(collection, records, params)
  return {
    object: 'list',
    data: rows.map((record) => serialize(context, collection, record)),
    has_more: hasMore,
    url,
  }
}

function slice<T extends { readonly id: string }>(collection: string, records: readonly T[], params: Cursor) {
  const limit = params.limit ?? 10
  if (params.ending_before !== undefined) {
    const end = position(collection, records, params.ending_before, 'ending_before')
    const start = Math.max(0, end - limit)
    return { rows: records.slice(start, end), hasMore: start > 0 }
  }
  const start =
    params.starting_after === undefined ? 0 : position(collection, records, params.starting_after, 'starting_after') + 1
  return { rows: records.slice(start, start + limit), hasMore: start + limit < records.length }
}

function position(collection: string, records: readonly { readonly id: string }[], id: string, param: string): number {
  const index = records.findIndex((record) => record.id === id)
  if (index >= 0) return index
  throw invalid(`No such ${collection.replaceAll('_', ' ')}: '${id}'`, { code: 'resource_missing', param })
}

/** Whether a record was created within the `created` filter of a list. */
export function createdWithin(created: Created | undefined): (record: { readonly created: number }) => boolean {
  if (created === undefined) return () => true
  if (typeof created === 'number') return (record) => record.created === created
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = created
  return ({ created: at }) => at > gt && at >= gte && at < lt && at <= lte
}
