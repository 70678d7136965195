import { CircleAlert, CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { Money } from '@/components/ui/money'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import { accountName } from './account-name'

export interface BalanceRow {
  account: string
  number: string
  opening: bigint
  debit: bigint
  credit: bigint
  closing: bigint
}

interface TrialBalanceProps {
  rows: BalanceRow[]
  currency: string
  /** The entries behind an account's row. */
  entriesHref: (account: string) => string
}

const AMOUNTS = ['opening', 'debit', 'credit', 'closing'] as const

/** Accounts with their balances, each leading to its entries; the last row proves that they sum to zero. */
export function TrialBalance({ rows, currency, entriesHref }: TrialBalanceProps) {
  const t = texts.books.balance
  const sum = (pick: (row: BalanceRow) => bigint) => rows.reduce((total, row) => total + pick(row), 0n)
  const difference = sum((row) => row.debit) - sum((row) => row.credit)
  const isBalanced = difference === 0n && sum((row) => row.opening) === 0n
  return (
    <div className="overflow-clip rounded-lg border border-line bg-surface shadow-card">
      <Table>
        <TableHead>
          <TableRow>
            <TableHeaderCell>{t.account}</TableHeaderCell>
            <TableHeaderCell>{t.number}</TableHeaderCell>
            {AMOUNTS.map((id) => (
              <TableHeaderCell key={id} numeric>
                {t[id]}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.account} className="hover:bg-sunken/50">
              <TableCell primary>
                <Link
                  href={entriesHref(row.account)}
                  aria-label={t.entriesOf(accountName(row.account))}
                  className="after:absolute after:inset-0"
                >
                  {accountName(row.account)}
                </Link>
              </TableCell>
              <TableCell label={t.number} className="text-ink-muted">
                {row.number}
              </TableCell>
              {AMOUNTS.map((id) => (
                <TableCell key={id} label={t[id]} numeric className={cn(id === 'closing' && 'font-medium')}>
                  <Amount amount={row[id]} currency={currency} />
                </TableCell>
              ))}
            </TableRow>
          ))}
          <TableRow className="bg-sunken/50 font-medium">
            <TableCell primary>{t.total}</TableCell>
            <TableCell className="max-sm:hidden" />
            {AMOUNTS.map((id) => (
              <TableCell key={id} label={t[id]} numeric>
                <Amount amount={sum((row) => row[id])} currency={currency} />
              </TableCell>
            ))}
          </TableRow>
        </TableBody>
      </Table>
      <p className="flex items-center gap-2 border-t border-line px-4 py-3 text-sm sm:px-5 [&_svg]:size-4">
        {isBalanced ? (
          <>
            <CircleCheck aria-hidden className="text-positive" />
            {t.balanced}
          </>
        ) : (
          <>
            <CircleAlert aria-hidden className="text-critical" />
            {t.unbalanced(formatMoney(difference, { currency }))}
          </>
        )}
      </p>
    </div>
  )
}

/** Nothing is a dash: the eye finds what there is. */
function Amount({ amount, currency }: { amount: bigint; currency: string }) {
  return amount === 0n ? <span className="text-ink-faint">–</span> : <Money amount={amount} currency={currency} />
}
