import { staffRoute } from '@/app/_server/route'
import { decimalText } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { csvResponse } from '../../_lists/csv-response'
import { readSubscriptionList } from '../read-list'

/** The subscriptions of the list, all its pages. Instants are UTC. */
export const GET = staffRoute('staff.subscriptions.view', async ({ request }) => {
  const params = request.nextUrl.searchParams
  const { rows } = await readSubscriptionList(Object.fromEntries(params), true)
  const t = texts.admin.subscriptions
  return csvResponse({
    name: 'subscriptions',
    params,
    columns: [
      { id: 'id', label: texts.admin.common.id },
      { id: 'customer', label: texts.admin.common.customer },
      { id: 'status', label: texts.admin.common.status },
      { id: 'plan', label: texts.admin.common.plan },
      { id: 'interval', label: texts.admin.catalog.interval },
      { id: 'currency', label: texts.admin.customer.currency },
      { id: 'price', label: t.price },
      { id: 'startedAt', label: t.started },
      { id: 'currentPeriodEnd', label: t.period },
      { id: 'pending', label: t.pending },
    ],
    rows: rows.map((row) => ({
      id: row.id,
      customer: row.customerName,
      status: row.status,
      plan: row.planName,
      interval: row.interval,
      currency: row.currency,
      price: decimalText(row.amount, row.currency),
      startedAt: row.startedAt.toISOString(),
      currentPeriodEnd: (row.endedAt ?? row.currentPeriodEnd).toISOString(),
      pending: row.pending ? `${row.pending.kind} ${row.pending.at.toISOString()}` : '',
    })),
  })
})
