import { staffRoute } from '@/app/_server/route'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { formatIsoDate } from '@/components/format/date-time'
import { decimalText } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { csvResponse } from '../../_lists/csv-response'
import { readInvoiceList } from '../read-list'

/** The invoices of the list, all its pages. */
export const GET = staffRoute('staff.invoices.view', async ({ request, now }) => {
  const params = request.nextUrl.searchParams
  const { rows } = await readInvoiceList({ params: Object.fromEntries(params), now, all: true })
  const t = texts.admin.invoices
  const day = (at: Date | null) => (at ? formatIsoDate(at.toISOString(), STAFF_TIME_ZONE) : '')
  return csvResponse({
    name: 'invoices',
    params,
    columns: [
      { id: 'number', label: t.number },
      { id: 'customer', label: texts.admin.common.customer },
      { id: 'status', label: texts.admin.common.status },
      { id: 'finalizedAt', label: t.issued },
      { id: 'dueAt', label: t.due },
      { id: 'currency', label: texts.admin.customer.currency },
      { id: 'total', label: t.total },
      { id: 'amountDue', label: t.open },
    ],
    rows: rows.map((row) => ({
      number: row.number ?? '',
      customer: row.customerName,
      status: row.status,
      finalizedAt: day(row.finalizedAt),
      dueAt: day(row.dueAt),
      currency: row.currency,
      total: decimalText(row.total, row.currency),
      amountDue: decimalText(row.amountDue, row.currency),
    })),
  })
})
