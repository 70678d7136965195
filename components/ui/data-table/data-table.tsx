'use client'

import { flexRender, getCoreRowModel, useReactTable, type ColumnDef, type RowData } from '@tanstack/react-table'
import { ArrowDown, ArrowUp, ChevronsUpDown, Columns3, Download, RefreshCw, Search, SearchX, X } from 'lucide-react'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { parseAsArrayOf, parseAsInteger, parseAsString, useQueryStates } from 'nuqs'
import { useEffect, useMemo, useState, useTransition, type ReactNode } from 'react'
import { texts } from '@/components/texts/en'
import { Button, buttonStyles } from '../button'
import { cn } from '../cn'
import { DropdownMenu, DropdownMenuCheckboxItem, DropdownMenuContent, DropdownMenuTrigger } from '../dropdown-menu'
import { EmptyState } from '../empty-state'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '../table'
import { FacetMenu, type Facet } from './facet-menu'
import { Pagination } from './pagination'
import { isFiltered, type TableQuery } from './table-query'

declare module '@tanstack/react-table' {
  // The library's own names for the parameters must be repeated here.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface ColumnMeta<TData extends RowData, TValue> {
    /** The column's name: heading, column choice, label in a phone's card. */
    label: string
    numeric?: boolean
    /** Names the row; first line of the card; carries the row's link; cannot be hidden. */
    primary?: boolean
    sortable?: boolean
    className?: string
  }
}

interface DataTableProps<Row> {
  /** Says what the table lists, for assistive technology. */
  label: string
  columns: ColumnDef<Row>[]
  rows: Row[]
  /** Rows that match, on all pages. */
  total: number
  /** The state as the server read it from the URL. */
  query: TableQuery
  rowId: (row: Row) => string
  rowHref?: (row: Row) => string
  facets?: Facet[]
  searchPlaceholder?: string
  /** Route that answers CSV for the same search parameters. */
  csvHref?: string
  /** Shown when there never was any data. */
  emptyNever: ReactNode
  /** The rows could not be read: offers to try again. */
  failed?: boolean
  /** More controls of the toolbar. */
  toolbar?: ReactNode
}

/**
 * A table whose rows come from the server: page, sort, search, facets and hidden columns live in the URL.
 * Rows turn into cards on phones. "Never had data", "nothing matches" and "failed" are three different states.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, total, query, rowId, rowHref, facets = [], csvHref } = props
  const router = useRouter()
  const searchParams = useSearchParams()
  const [loading, startTransition] = useTransition()

  const keys = useMemo(
    () => ({
      q: parseAsString,
      page: parseAsInteger,
      size: parseAsInteger,
      sort: parseAsString,
      hide: parseAsArrayOf(parseAsString),
      ...Object.fromEntries(facets.map((facet) => [facet.id, parseAsString])),
    }),
    [facets],
  )
  const [state, setState] = useQueryStates(keys, { shallow: false, history: 'push', scroll: false, startTransition })
  const hidden = state.hide ?? []
  const change = (values: Record<string, string | number | string[] | null>) => void setState(values as typeof state)
  const filtered = isFiltered(query)

  const table = useReactTable({
    data: rows,
    columns,
    getRowId: rowId,
    getCoreRowModel: getCoreRowModel(),
    manualPagination: true,
    manualSorting: true,
    state: { columnVisibility: Object.fromEntries(hidden.map((id) => [id, false])) },
  })

  const clear = () => change({ q: null, page: null, ...Object.fromEntries(facets.map((facet) => [facet.id, null])) })
  const csv = csvHref && `${csvHref}${searchParams.size > 0 ? `?${searchParams.toString()}` : ''}`
  const choosable = table
    .getAllLeafColumns()
    .filter((column) => column.columnDef.meta && !column.columnDef.meta.primary)

  if (!props.failed && total === 0 && !filtered) {
    return <div className="rounded-lg border border-line bg-surface">{props.emptyNever}</div>
  }

  return (
    <div className="overflow-clip rounded-lg border border-line bg-surface shadow-card">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2.5 sm:px-4">
        {props.searchPlaceholder && (
          <SearchBox
            initial={query.search}
            placeholder={props.searchPlaceholder}
            onSearch={(text) => change({ q: text || null, page: null })}
          />
        )}
        {facets.map((facet) => (
          <FacetMenu
            key={facet.id}
            facet={facet}
            chosen={query.facets[facet.id] ?? []}
            onChange={(values) => change({ [facet.id]: values.length > 0 ? values.join(',') : null, page: null })}
          />
        ))}
        {filtered && (
          <Button variant="ghost" size="sm" onClick={clear}>
            <X aria-hidden />
            {texts.table.clear}
          </Button>
        )}
        <div className="ml-auto flex items-center gap-1">
          {props.toolbar}
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button variant="ghost" size="icon-sm" aria-label={texts.table.columns} className="max-sm:hidden">
                <Columns3 aria-hidden />
              </Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent>
              {choosable.map((column) => (
                <DropdownMenuCheckboxItem
                  key={column.id}
                  checked={!hidden.includes(column.id)}
                  onSelect={(event) => event.preventDefault()}
                  onCheckedChange={(shown) => {
                    const next = shown ? hidden.filter((id) => id !== column.id) : [...hidden, column.id]
                    change({ hide: next.length > 0 ? next : null })
                  }}
                >
                  {column.columnDef.meta?.label}
                </DropdownMenuCheckboxItem>
              ))}
            </DropdownMenuContent>
          </DropdownMenu>
          {csv && (
            <a href={csv} download className={buttonStyles({ variant: 'ghost', size: 'sm' })}>
              <Download aria-hidden />
              {texts.table.csv}
            </a>
          )}
        </div>
      </div>

      {props.failed ? (
        <EmptyState
          icon={<RefreshCw aria-hidden />}
          title={texts.table.failedTitle}
          actions={
            <Button variant="secondary" pending={loading} onClick={() => startTransition(() => router.refresh())}>
              {texts.common.tryAgain}
            </Button>
          }
        >
          {texts.table.failedText}
        </EmptyState>
      ) : total === 0 ? (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title={texts.table.noMatchTitle}
          actions={
            <Button variant="secondary" onClick={clear}>
              {texts.table.clear}
            </Button>
          }
        >
          {texts.table.noMatchText}
        </EmptyState>
      ) : (
        <div aria-busy={loading} className={cn('transition-opacity', loading && 'opacity-55')}>
          <Table aria-label={label}>
            <TableHead>
              {table.getHeaderGroups().map((group) => (
                <tr key={group.id} role="row">
                  {group.headers.map((header) => {
                    const meta = header.column.columnDef.meta
                    const sorted = query.sort?.column === header.column.id ? query.sort : null
                    return (
                      <TableHeaderCell
                        key={header.id}
                        numeric={meta?.numeric}
                        className={meta?.className}
                        aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
                      >
                        {meta?.sortable ? (
                          <button
                            type="button"
                            onClick={() =>
                              change({
                                sort: sorted && !sorted.descending ? `-${header.column.id}` : header.column.id,
                                page: null,
                              })
                            }
                            className={cn(
                              'inline-flex items-center gap-1 rounded-sm align-middle hover:text-ink',
                              sorted && 'text-ink',
                              meta.numeric && 'flex-row-reverse',
                            )}
                          >
                            {meta.label}
                            {sorted ? (
                              sorted.descending ? (
                                <ArrowDown aria-hidden className="size-3.5" />
                              ) : (
                                <ArrowUp aria-hidden className="size-3.5" />
                              )
                            ) : (
                              <ChevronsUpDown aria-hidden className="size-3.5 opacity-60" />
                            )}
                          </button>
                        ) : (
                          (meta?.label ?? <span className="sr-only">{texts.table.actions}</span>)
                        )}
                      </TableHeaderCell>
                    )
                  })}
                </tr>
              ))}
            </TableHead>
            <TableBody>
              {table.getRowModel().rows.map((row) => (
                <TableRow key={row.id} className={cn(rowHref && 'transition-colors hover:bg-sunken/50')}>
                  {row.getVisibleCells().map((cell) => {
                    const meta = cell.column.columnDef.meta
                    const content = flexRender(cell.column.columnDef.cell, cell.getContext())
                    return (
                      <TableCell
                        key={cell.id}
                        label={meta?.label}
                        numeric={meta?.numeric}
                        primary={meta?.primary}
                        className={meta?.className}
                      >
                        {meta?.primary && rowHref ? (
                          <Link
                            href={rowHref(row.original)}
                            className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
                          >
                            {content}
                          </Link>
                        ) : (
                          content
                        )}
                      </TableCell>
                    )
                  })}
                </TableRow>
              ))}
            </TableBody>
          </Table>
          <div className="border-t border-line">
            <Pagination
              page={query.page}
              size={query.size}
              total={total}
              onPage={(page) => change({ page: page === 1 ? null : page })}
              onSize={(size) => change({ size, page: null })}
            />
          </div>
        </div>
      )}
    </div>
  )
}

/** The table's search field: writes to the URL a moment after the last key. `/` focuses it. */
function SearchBox({
  initial,
  placeholder,
  onSearch,
}: {
  initial: string
  placeholder: string
  onSearch: (text: string) => void
}) {
  const [text, setText] = useState(initial)
  const [known, setKnown] = useState(initial)
  if (known !== initial) {
    // The URL changed from outside (back button, cleared filters).
    setKnown(initial)
    if (text.trim() !== initial) setText(initial)
  }
  useEffect(() => {
    if (text.trim() === initial) return
    const timer = setTimeout(() => onSearch(text.trim()), 250)
    return () => clearTimeout(timer)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `onSearch` is new on every render; only typing counts
  }, [text])
  return (
    <div className="relative w-full sm:w-64">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
      />
      <input
        type="search"
        data-search-input
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={placeholder}
        aria-label={placeholder}
        className="h-8 control min-h-8! pl-8 text-sm!"
      />
    </div>
  )
}
