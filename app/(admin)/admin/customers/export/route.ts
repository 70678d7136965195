import { staffRoute } from '@/app/_server/route'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { formatIsoDate } from '@/components/format/date-time'
import { decimalText } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { csvResponse } from '../../_lists/csv-response'
import { readCustomerList } from '../read-list'

/** The customers of the list, all its pages. */
export const GET = staffRoute('staff.customers.view', async ({ request }) => {
  const params = request.nextUrl.searchParams
  const { rows } = await readCustomerList(Object.fromEntries(params), true)
  const t = texts.admin.customers
  return csvResponse({
    name: 'customers',
    params,
    columns: [
      { id: 'id', label: texts.admin.common.id },
      { id: 'name', label: t.name },
      { id: 'email', label: t.email },
      { id: 'status', label: texts.admin.common.status },
      { id: 'plan', label: t.plan },
      { id: 'interval', label: texts.admin.catalog.interval },
      { id: 'currency', label: texts.admin.customer.currency },
      { id: 'price', label: texts.admin.subscriptions.price },
      { id: 'country', label: t.country },
      { id: 'createdAt', label: t.since },
    ],
    rows: rows.map(({ id, name, email, country, createdAt, subscription }) => ({
      id,
      name,
      email,
      status: subscription?.status ?? '',
      plan: subscription?.planName ?? '',
      interval: subscription?.interval ?? '',
      currency: subscription?.currency ?? '',
      price: subscription
        ? decimalText(subscription.unitAmount * BigInt(subscription.quantity), subscription.currency)
        : '',
      country: country ?? '',
      createdAt: formatIsoDate(createdAt.toISOString(), STAFF_TIME_ZONE),
    })),
  })
})
