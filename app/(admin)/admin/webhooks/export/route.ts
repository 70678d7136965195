import { staffRoute } from '@/app/_server/route'
import { texts } from '@/components/texts/en'
import { csvResponse } from '../../_lists/csv-response'
import { readEventList } from '../read-list'

/** The events of the list, all its pages. Instants are UTC. */
export const GET = staffRoute('staff.inbox.view', async ({ request }) => {
  const params = request.nextUrl.searchParams
  const { rows } = await readEventList(Object.fromEntries(params), true)
  const t = texts.admin.webhooks
  return csvResponse({
    name: 'webhooks',
    params,
    columns: [
      { id: 'id', label: texts.admin.common.id },
      { id: 'type', label: t.type },
      { id: 'processor', label: t.processor },
      { id: 'externalId', label: t.externalId },
      { id: 'status', label: texts.admin.common.status },
      { id: 'attempts', label: t.attempts },
      { id: 'receivedAt', label: t.received },
      { id: 'error', label: t.error },
    ],
    rows: rows.map((row) => ({
      id: row.id,
      type: row.type,
      processor: row.processor,
      externalId: row.externalId,
      status: row.status,
      attempts: String(row.attempts),
      receivedAt: row.receivedAt.toISOString(),
      error: row.error ?? '',
    })),
  })
})
