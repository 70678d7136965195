import { staffRoute } from '@/app/_server/route'
import { decimalText } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { csvResponse } from '../../_lists/csv-response'
import { readPaymentList } from '../read-list'

/** The payments of the list, all its pages. Instants are UTC. */
export const GET = staffRoute('staff.payments.view', async ({ request }) => {
  const params = request.nextUrl.searchParams
  const { rows } = await readPaymentList(Object.fromEntries(params), true)
  const t = texts.admin.payments
  return csvResponse({
    name: 'payments',
    params,
    columns: [
      { id: 'id', label: texts.admin.common.id },
      { id: 'customer', label: texts.admin.common.customer },
      { id: 'invoice', label: t.invoice },
      { id: 'createdAt', label: t.when },
      { id: 'status', label: t.result },
      { id: 'failure', label: texts.admin.webhooks.error },
      { id: 'disputed', label: t.disputed },
      { id: 'attempt', label: t.attempt },
      { id: 'currency', label: texts.admin.customer.currency },
      { id: 'amount', label: texts.admin.common.amount },
      { id: 'refunded', label: texts.admin.invoice.refunds },
    ],
    rows: rows.map((row) => ({
      id: row.id,
      customer: row.customerName,
      invoice: row.invoiceNumber ?? '',
      createdAt: row.createdAt.toISOString(),
      status: row.status,
      failure: row.failure ?? '',
      disputed: String(row.disputed),
      attempt: String(row.attempt),
      currency: row.currency,
      amount: decimalText(row.amount, row.currency),
      refunded: decimalText(row.amountRefunded, row.currency),
    })),
  })
})
