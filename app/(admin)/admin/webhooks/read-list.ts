import { listInboundEventTypes, searchInboundEvents } from '@/lib/webhooks/read-webhooks'
import { readListQuery, type SearchParams } from '../_lists/list-query'

const STATES = ['PENDING', 'PROCESSED', 'IGNORED', 'FAILED'] as const

/** The events that the URL asks for; the list and its CSV share it. */
export async function readEventList(params: SearchParams, all = false) {
  const list = readListQuery(params, { facets: ['status', 'type'], all })
  const types = await listInboundEventTypes()
  const { query, page, pageSize, table } = list
  const { rows, total } = await searchInboundEvents({
    query,
    statuses: list.chosen('status', STATES),
    types: list.chosen('type', types),
    page,
    pageSize,
  })
  return { table, total, types, rows }
}
