'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { BookOpen } from 'lucide-react'
import Link from 'next/link'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { DataTable } from '@/components/ui/data-table/data-table'
import type { TableQuery } from '@/components/ui/data-table/table-query'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { STAFF_TIME_ZONE } from '../time-zone'
import { accountName } from './account-name'

export interface EntryListItem {
  transactionId: string
  position: number
  occurredAt: Date
  kind: string
  account: string
  amount: bigint
  currency: string
  customerId: string | null
  customerName: string | null
  document: string | null
  invoiceId: string | null
  paymentId: string | null
}

interface EntryTableProps {
  rows: EntryListItem[]
  total: number
  query: TableQuery
  /** That something was ever posted to. */
  accounts: string[]
  /** Of all entries found, not of the page. */
  sums: { debit: bigint; credit: bigint; currency: string }
}

const t = texts.books.entries
const link = 'text-accent-text underline decoration-accent-line underline-offset-4 hover:decoration-current'

const columns: ColumnDef<EntryListItem>[] = [
  {
    id: 'event',
    meta: { label: t.event, primary: true },
    cell: ({ row }) => texts.books.kinds[row.original.kind] ?? row.original.kind,
  },
  {
    id: 'when',
    meta: { label: t.when },
    cell: ({ row }) => <DateTime value={row.original.occurredAt} timeZone={STAFF_TIME_ZONE} />,
  },
  {
    id: 'document',
    meta: { label: t.document },
    cell: ({ row }) => <Source entry={row.original} />,
  },
  {
    id: 'customer',
    meta: { label: t.customer },
    cell: ({ row }) =>
      row.original.customerId ? (
        <Link href={`/admin/customers/${row.original.customerId}`} className={link}>
          {row.original.customerName ?? row.original.customerId}
        </Link>
      ) : (
        '–'
      ),
  },
  {
    id: 'account',
    meta: { label: t.account },
    cell: ({ row }) => accountName(row.original.account),
  },
  {
    id: 'debit',
    meta: { label: t.debit, numeric: true },
    cell: ({ row: { original } }) =>
      original.amount > 0n ? <Money amount={original.amount} currency={original.currency} /> : null,
  },
  {
    id: 'credit',
    meta: { label: t.credit, numeric: true },
    cell: ({ row: { original } }) =>
      original.amount < 0n ? <Money amount={-original.amount} currency={original.currency} /> : null,
  },
]

/** What an entry was posted for: the invoice, the payment, or for a day's revenue what is still to be earned. */
function Source({ entry: { kind, document, invoiceId, paymentId } }: { entry: EntryListItem }) {
  if (kind === 'revenue.recognized')
    return (
      <Link href="/admin/reports/deferred" className={link}>
        {texts.books.deferred.title}
      </Link>
    )
  if (invoiceId)
    return (
      <Link href={`/admin/invoices/${invoiceId}`} className={link}>
        {document}
      </Link>
    )
  if (paymentId)
    return (
      <Link href={`/admin/payments?q=${encodeURIComponent(document ?? paymentId)}`} className={link}>
        {document ?? paymentId}
      </Link>
    )
  return '–'
}

export function EntryTable({ rows, total, query, accounts, sums }: EntryTableProps) {
  const { currency } = sums
  return (
    <DataTable
      label={t.title}
      columns={columns}
      rows={rows}
      total={total}
      query={query}
      rowId={(row) => `${row.transactionId}-${row.position}`}
      searchPlaceholder={t.search}
      csvHref="/admin/reports/entries/export"
      facets={[
        { id: 'account', label: t.account, options: accounts.map((value) => ({ value, label: accountName(value) })) },
      ]}
      toolbar={
        <span className="px-2 text-xs text-ink-muted tabular">
          {t.sums(formatMoney(sums.debit, { currency }), formatMoney(sums.credit, { currency }))}
        </span>
      }
      emptyNever={
        <EmptyState icon={<BookOpen aria-hidden />} title={t.emptyTitle}>
          {t.emptyText}
        </EmptyState>
      }
    />
  )
}
