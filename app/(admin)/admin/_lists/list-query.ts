import { parseTableQuery, type TableQuery, type TableQueryOptions } from '@/components/ui/data-table/table-query'

export type SearchParams = Record<string, string | string[] | undefined>

/** Rows of a CSV at most: more than anybody reads, little enough for one answer. */
const ALL = 10_000

export interface ListQuery {
  table: TableQuery
  query: string | undefined
  /** The values of a facet that it knows. */
  chosen: <Value extends string>(facet: string, known: readonly Value[]) => Value[]
  /** A stretch of time given by `<name>From` and `<name>To`. */
  between: (name: string) => { from: Date; to: Date } | undefined
  direction: 'asc' | 'desc'
  page: number
  pageSize: number
}

/** What a list's URL asks for; with `all`, every page of it (for the CSV). */
export function readListQuery(params: SearchParams, options: TableQueryOptions & { all?: boolean } = {}): ListQuery {
  const parsed = parseTableQuery(params, options)
  const between = (name: string) => {
    const [from, to] = [params[`${name}From`], params[`${name}To`]].map((value) =>
      typeof value === 'string' ? new Date(value) : new Date(Number.NaN),
    )
    return Number.isNaN(from!.getTime()) || Number.isNaN(to!.getTime()) ? undefined : { from: from!, to: to! }
  }
  return {
    table: parsed,
    query: parsed.search || undefined,
    chosen: (facet, known) => known.filter((value) => parsed.facets[facet]?.includes(value)),
    between,
    direction: parsed.sort?.descending === false ? 'asc' : 'desc',
    page: options.all ? 1 : parsed.page,
    pageSize: options.all ? ALL : parsed.size,
  }
}

/** The sort column, which `parseTableQuery` has checked against the list's own. */
export const sortOf = <Column extends string>({ table }: ListQuery, usual: Column): Column =>
  (table.sort?.column as Column | undefined) ?? usual
