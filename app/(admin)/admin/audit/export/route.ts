import { staffRoute } from '@/app/_server/route'
import { texts } from '@/components/texts/en'
import { csvResponse } from '../../_lists/csv-response'
import { readAuditList } from '../read-list'

/** The audit entries of the list, all its pages. Instants are UTC. */
export const GET = staffRoute('staff.audit.view', async ({ request }) => {
  const params = request.nextUrl.searchParams
  const { rows } = await readAuditList(Object.fromEntries(params), true)
  const t = texts.admin.audit
  return csvResponse({
    name: 'audit',
    params,
    columns: [
      { id: 'at', label: t.at },
      { id: 'actorType', label: t.actorType },
      { id: 'actor', label: t.actor },
      { id: 'action', label: t.action },
      { id: 'customerId', label: texts.admin.common.customer },
      { id: 'target', label: t.target },
      { id: 'data', label: t.data },
    ],
    rows: rows.map((row) => ({
      at: row.at.toISOString(),
      actorType: row.actorType,
      actor: row.actorLabel,
      action: row.action,
      customerId: row.customerId ?? '',
      target: row.targetId,
      data: row.facts.map(({ name, value }) => `${name}=${value}`).join('; '),
    })),
  })
})
