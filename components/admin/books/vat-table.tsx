import { countryName } from '@/components/format/countries'
import { formatInteger, formatRate } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { Money } from '@/components/ui/money'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'

interface VatLine {
  country: string
  rate: string
  category: string
  taxable: bigint
  tax: bigint
  documents: number
}

interface VatTableProps {
  rows: VatLine[]
  badDebt: { country: string; tax: bigint }[]
  currency: string
  /** In which of the two a row is declared. */
  returnOf: (row: { country: string; category?: string }) => 'domestic' | 'oss'
}

/** VAT in the two returns it is declared in: the seller's own, and One-Stop-Shop for the other member states. */
export function VatTable({ rows, badDebt, currency, returnOf }: VatTableProps) {
  const t = texts.books.vat
  const returns = [
    { title: t.domestic, id: 'domestic' },
    { title: t.oss, id: 'oss' },
  ]
  return (
    <div className="flex flex-col gap-6">
      {returns.map(({ title, id }) => {
        const belongs = (row: { country: string; category?: string }) => returnOf(row) === id
        const lines = rows.filter(belongs)
        const corrections = badDebt.filter(belongs)
        if (lines.length === 0 && corrections.length === 0) return null
        return (
          <Section key={id} id={id} title={title} flush>
            <Return lines={lines} corrections={corrections} currency={currency} />
          </Section>
        )
      })}
    </div>
  )
}

function Return({
  lines,
  corrections,
  currency,
}: {
  lines: VatLine[]
  corrections: VatTableProps['badDebt']
  currency: string
}) {
  const t = texts.books.vat
  const taxable = lines.reduce((sum, row) => sum + row.taxable, 0n)
  const tax = [...lines, ...corrections].reduce((sum, row) => sum + row.tax, 0n)
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeaderCell>{t.country}</TableHeaderCell>
          <TableHeaderCell>{t.category}</TableHeaderCell>
          <TableHeaderCell numeric>{t.rate}</TableHeaderCell>
          <TableHeaderCell numeric>{t.documents}</TableHeaderCell>
          <TableHeaderCell numeric>{t.taxable}</TableHeaderCell>
          <TableHeaderCell numeric>{t.tax}</TableHeaderCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map((row) => (
          <TableRow key={`${row.country} ${row.category} ${row.rate}`}>
            <TableCell primary>{countryName(row.country)}</TableCell>
            <TableCell label={t.category}>{t.categories[row.category] ?? row.category}</TableCell>
            <TableCell label={t.rate} numeric>
              {formatRate(row.rate)}
            </TableCell>
            <TableCell label={t.documents} numeric>
              {formatInteger(row.documents)}
            </TableCell>
            <TableCell label={t.taxable} numeric>
              <Money amount={row.taxable} currency={currency} />
            </TableCell>
            <TableCell label={t.tax} numeric>
              <Money amount={row.tax} currency={currency} />
            </TableCell>
          </TableRow>
        ))}
        {corrections.map((row) => (
          <TableRow key={row.country}>
            <TableCell primary>{countryName(row.country)}</TableCell>
            <TableCell label={t.category}>{t.badDebt}</TableCell>
            <TableCell className="max-sm:hidden" />
            <TableCell className="max-sm:hidden" />
            <TableCell className="max-sm:hidden" />
            <TableCell label={t.tax} numeric>
              <Money amount={row.tax} currency={currency} />
            </TableCell>
          </TableRow>
        ))}
        <TableRow className="bg-sunken/50 font-medium">
          <TableCell primary>{t.total}</TableCell>
          <TableCell className="max-sm:hidden" />
          <TableCell className="max-sm:hidden" />
          <TableCell className="max-sm:hidden" />
          <TableCell label={t.taxable} numeric>
            <Money amount={taxable} currency={currency} />
          </TableCell>
          <TableCell label={t.tax} numeric>
            <Money amount={tax} currency={currency} />
          </TableCell>
        </TableRow>
      </TableBody>
    </Table>
  )
}
