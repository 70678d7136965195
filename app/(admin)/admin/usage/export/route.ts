import { staffRoute } from '@/app/_server/route'
import { decimalText } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { csvResponse } from '../../_lists/csv-response'
import { readUsageList } from '../read-list'

/** What the list shows, all its pages. Instants are UTC. */
export const GET = staffRoute('staff.customers.view', async ({ request, now }) => {
  const params = request.nextUrl.searchParams
  const { rows } = await readUsageList(Object.fromEntries(params), now, true)
  const t = texts.usage.admin
  return csvResponse({
    name: 'usage',
    params,
    columns: [
      { id: 'customer', label: t.customer },
      { id: 'meter', label: t.meter },
      { id: 'used', label: t.used },
      { id: 'included', label: t.included },
      { id: 'unit', label: texts.usage.portal.unit },
      { id: 'state', label: t.state },
      { id: 'currency', label: texts.admin.customer.currency },
      { id: 'beyond', label: t.beyond },
      { id: 'touchedAt', label: t.lastEvent },
    ],
    rows: rows.map((row) => ({
      customer: row.customerName,
      meter: row.meterName,
      used: row.used,
      included: row.included ?? texts.usage.unlimited,
      unit: row.unit,
      state: texts.usage.levels[row.level],
      currency: row.currency,
      beyond: decimalText(row.overageAmount, row.currency),
      touchedAt: row.touchedAt.toISOString(),
    })),
  })
})
