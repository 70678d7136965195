import { memberRoute } from '@/app/_server/route'
import { toCsv } from '@/components/format/csv'
import { decimalText } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { formatIsoDate } from '@/components/format/date-time'
import { toInvoiceListItem } from '../../_views/invoice-views'
import { readInvoiceQuery, searchByQuery } from '../read-query'

/** What the list shows, all pages of it, without the hidden columns. */
export const GET = memberRoute('portal.view', async ({ request, customer, now }) => {
  const params = Object.fromEntries(request.nextUrl.searchParams)
  const hidden = (params.hide ?? '').split(',')
  const { rows } = await searchByQuery(customer.id, readInvoiceQuery(params), true)
  const t = texts.portal.invoices
  const columns = [
    { id: 'number', label: t.number },
    { id: 'finalizedAt', label: t.date },
    { id: 'dueAt', label: t.due },
    { id: 'status', label: t.status },
    { id: 'currency', label: t.currency },
    { id: 'total', label: t.total },
    { id: 'amountDue', label: t.open },
  ].filter(({ id }) => !hidden.includes(id))
  const day = (value: string | null) => (value ? formatIsoDate(value, customer.timeZone) : '')
  const csv = toCsv(
    columns,
    rows
      .map((row) => toInvoiceListItem(row, now))
      .map((item) => ({
        number: item.number ?? '',
        finalizedAt: day(item.finalizedAt),
        dueAt: day(item.dueAt),
        status: texts.status.invoice[item.status as 'OPEN'] ?? item.status,
        currency: item.currency,
        total: decimalText(item.total, item.currency),
        amountDue: decimalText(item.amountDue, item.currency),
      })),
  )
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="invoices.csv"',
    },
  })
})
