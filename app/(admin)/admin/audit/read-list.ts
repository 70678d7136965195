import { texts } from '@/components/texts/en'
import { searchAuditEntries } from '@/lib/audit/list-audit-entries'
import { toAuditItem } from '../_lists/audit-item'
import { readListQuery, type SearchParams } from '../_lists/list-query'

/** The entries that the URL asks for; the list and its CSV share it. */
export async function readAuditList(params: SearchParams, all = false) {
  const list = readListQuery(params, { facets: ['noun', 'by'], defaultSize: 50, all })
  const { query, page, pageSize, table } = list
  const { rows, total } = await searchAuditEntries({
    query,
    nouns: list.chosen('noun', Object.keys(texts.admin.audit.nouns)),
    actorTypes: list.chosen('by', Object.keys(texts.admin.audit.actorTypes)),
    page,
    pageSize,
  })
  return { table, total, rows: rows.map(toAuditItem) }
}
