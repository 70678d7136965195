import { parseTableQuery } from '@/components/ui/data-table/table-query'
import { EVENT_TYPES, TEST_EVENT_TYPE } from '@/lib/outbound/event-types'
import { listEndpointOwners, searchDeliveries } from '@/lib/outbound/read-outbound'
import { toDeliveryItem } from './outbound-items'

const STATES = ['PENDING', 'SUCCEEDED', 'FAILED'] as const
const TYPES = [...EVENT_TYPES, TEST_EVENT_TYPE]

/** The page of deliveries that a URL asks for: of one endpoint, or of all that may be seen. */
export async function readDeliveryList(
  params: Record<string, string | string[] | undefined>,
  { timeZone, ...scope }: { within?: string; endpointId?: string; timeZone: string },
) {
  const query = parseTableQuery(params, { facets: ['status', 'type'] })
  const chosen = <Value extends string>(facet: string, known: readonly Value[]) =>
    known.filter((value) => query.facets[facet]?.includes(value))
  const { rows, total } = await searchDeliveries({
    ...scope,
    query: query.search || undefined,
    statuses: chosen('status', STATES),
    types: chosen('type', TYPES),
    page: query.page,
    pageSize: query.size,
  })
  // Those who may see all customers' are told of whom each tells.
  const subjects = scope.within ? [] : rows.flatMap(({ event }) => event.customerId ?? [])
  const names = await listEndpointOwners([...new Set(subjects)])
  return {
    query,
    total,
    rows: rows.map((row) => ({
      ...toDeliveryItem(row, timeZone),
      customerName: names.get(row.event.customerId ?? '')?.name,
    })),
  }
}
