/** What a table shows, as the URL says it. Read on the server, changed by the table in the browser. */
export interface TableQuery {
  search: string
  /** From 1. */
  page: number
  size: number
  sort: { column: string; descending: boolean } | null
  /** Chosen values per facet; a facet without a choice is missing. */
  facets: Record<string, string[]>
}

export interface TableQueryOptions {
  /** Columns the server can sort by; anything else in the URL is ignored. */
  sortable?: readonly string[]
  defaultSort?: { column: string; descending: boolean }
  defaultSize?: number
  facets?: readonly string[]
}

export const PAGE_SIZES = [10, 25, 50, 100] as const

type SearchParams = Record<string, string | string[] | undefined>

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/**
 * Reads a table's state from the search parameters: `?q=acme&page=2&size=50&sort=-createdAt&status=OPEN,PAID`.
 * Never throws: nonsense falls back to the defaults.
 */
export function parseTableQuery(params: SearchParams, options: TableQueryOptions = {}): TableQuery {
  const page = Number.parseInt(first(params.page) ?? '', 10)
  const size = Number.parseInt(first(params.size) ?? '', 10)
  const sort = first(params.sort) ?? ''
  const column = sort.replace(/^-/, '')
  const facets: Record<string, string[]> = {}
  for (const facet of options.facets ?? []) {
    const values = (first(params[facet]) ?? '').split(',').filter(Boolean)
    if (values.length > 0) facets[facet] = values
  }
  return {
    search: (first(params.q) ?? '').trim().slice(0, 200),
    page: page >= 1 && page <= 100_000 ? page : 1,
    size: (PAGE_SIZES as readonly number[]).includes(size) ? size : (options.defaultSize ?? 25),
    sort: options.sortable?.includes(column)
      ? { column, descending: sort.startsWith('-') }
      : (options.defaultSort ?? null),
    facets,
  }
}

/** True if the query leaves rows out: then an empty table means "nothing matches", not "never had data". */
export function isFiltered(query: TableQuery): boolean {
  return query.search !== '' || Object.keys(query.facets).length > 0
}
