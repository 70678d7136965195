import 'server-only'
import { toCsv } from '@/components/format/csv'

/** A CSV of what a list shows: all its pages are in `rows`, the columns hidden in the URL are left out. */
export function csvResponse({
  name,
  params,
  columns,
  rows,
}: {
  name: string
  params: URLSearchParams
  columns: { id: string; label: string }[]
  rows: Record<string, string>[]
}): Response {
  const hidden = (params.get('hide') ?? '').split(',')
  const csv = toCsv(
    columns.filter(({ id }) => !hidden.includes(id)),
    rows,
  )
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'private, no-store',
    },
  })
}
