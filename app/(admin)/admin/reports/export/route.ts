import { staffRoute } from '@/app/_server/route'
import { accountName } from '@/components/admin/books/account-name'
import { decimalText } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { chartRow } from '@/lib/engine/chart-of-accounts'
import { readTrialBalance } from '@/lib/reports/read-ledger'
import { csvResponse } from '../../_lists/csv-response'
import { readBooksQuery } from '../books-query'

/** The trial balance as shown. Debit positive, credit negative. */
export const GET = staffRoute('staff.reports.view', async ({ request, now }) => {
  const params = request.nextUrl.searchParams
  const { from, through, currency } = await readBooksQuery(Object.fromEntries(params), now)
  const rows = await readTrialBalance({ from, through, currency })
  const t = texts.books.balance
  const amounts = ['opening', 'debit', 'credit', 'closing'] as const
  return csvResponse({
    name: `trial-balance-${from}-${through}`,
    params,
    columns: [
      { id: 'account', label: texts.admin.common.id },
      { id: 'name', label: t.account },
      { id: 'SKR03', label: 'SKR03' },
      { id: 'SKR04', label: 'SKR04' },
      { id: 'currency', label: texts.books.period.currency },
      ...amounts.map((id) => ({ id, label: t[id] })),
    ],
    rows: rows.map((row) => ({
      account: row.account,
      name: accountName(row.account),
      ...chartRow(row.account).numbers,
      currency,
      ...Object.fromEntries(amounts.map((id) => [id, decimalText(row[id], currency)])),
    })),
  })
})
