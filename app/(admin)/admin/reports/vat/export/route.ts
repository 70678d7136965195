import { staffRoute } from '@/app/_server/route'
import { countryName } from '@/components/format/countries'
import { decimalText } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { getLegalEntity } from '@/lib/catalog/read-catalog'
import { readVat } from '@/lib/reports/read-vat'
import { vatReturnOf } from '@/lib/reports/vat-return'
import { csvResponse } from '../../../_lists/csv-response'
import { readBooksQuery } from '../../books-query'

/**
 * VAT by return, country, treatment and rate as shown: what the domestic and the One-Stop-Shop return ask for. Corrections for
 * bad debt have a country and no rate.
 */
export const GET = staffRoute('staff.reports.view', async ({ request, now }) => {
  const params = request.nextUrl.searchParams
  const { from, through, currency } = await readBooksQuery(Object.fromEntries(params), now)
  const [{ rows, badDebt }, seller] = await Promise.all([readVat({ from, through, currency }), getLegalEntity()])
  const t = texts.books.vat
  const common = (row: { country: string; category?: string; tax: bigint }) => ({
    return: vatReturnOf(row, seller.country),
    countryCode: row.country,
    country: countryName(row.country),
    currency,
    tax: decimalText(row.tax, currency),
  })
  return csvResponse({
    name: `vat-${from}-${through}`,
    params,
    columns: [
      { id: 'return', label: t.return },
      { id: 'countryCode', label: `${t.country} ${texts.admin.common.id}` },
      { id: 'country', label: t.country },
      { id: 'category', label: t.category },
      { id: 'rate', label: `${t.rate} %` },
      { id: 'documents', label: t.documents },
      { id: 'currency', label: texts.books.period.currency },
      { id: 'taxable', label: t.taxable },
      { id: 'tax', label: t.tax },
    ],
    rows: [
      ...rows.map((row) => ({
        ...common(row),
        category: row.category,
        rate: row.rate,
        documents: row.documents.toString(),
        taxable: decimalText(row.taxable, currency),
      })),
      ...badDebt.map((row) => ({ ...common(row), category: t.badDebt, rate: '', documents: '', taxable: '' })),
    ],
  })
})
