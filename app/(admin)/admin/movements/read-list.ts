import { listMovements, MOVEMENT_KINDS } from '@/lib/reports/read-mrr'
import { readListQuery, type SearchParams } from '../_lists/list-query'
import { readReportQuery } from '../_lists/report-query'

/** The movements that the URL asks for; the list and its CSV share it. */
export async function readMovementList({
  params,
  now,
  all = false,
}: {
  params: SearchParams
  now: Date
  all?: boolean
}) {
  const report = await readReportQuery(params, now)
  const list = readListQuery(params, { facets: ['kind'], all })
  const chosen = list.chosen('kind', MOVEMENT_KINDS)
  const { rows, total } = await listMovements({
    currency: report.currency,
    range: report.range,
    kinds: chosen.length > 0 ? chosen : MOVEMENT_KINDS,
    page: list.page,
    pageSize: list.pageSize,
  })
  return { ...report, table: list.table, rows, total }
}
