import { staffRoute } from '@/app/_server/route'
import { decimalText } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { csvResponse } from '../../_lists/csv-response'
import { readMovementList } from '../read-list'

/** The movements of the list, all its pages. Instants are UTC. */
export const GET = staffRoute('staff.reports.view', async ({ request, now }) => {
  const params = request.nextUrl.searchParams
  const { rows, currency } = await readMovementList({ params: Object.fromEntries(params), now, all: true })
  const t = texts.admin.movements
  return csvResponse({
    name: 'mrr-movements',
    params,
    columns: [
      { id: 'customer', label: texts.admin.common.customer },
      { id: 'when', label: t.when },
      { id: 'kind', label: t.kind },
      { id: 'currency', label: texts.admin.customer.currency },
      { id: 'before', label: t.before },
      { id: 'after', label: t.after },
      { id: 'change', label: t.change },
    ],
    rows: rows.map((row) => ({
      customer: row.name,
      when: row.start.toISOString(),
      kind: row.kind,
      currency,
      before: decimalText(row.before, currency),
      after: decimalText(row.after, currency),
      change: decimalText(row.after - row.before, currency),
    })),
  })
})
