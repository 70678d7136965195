'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { CreditCard } from 'lucide-react'
import { methodName } from '@/components/billing/method-label'
import { Status } from '@/components/billing/status'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { DataTable } from '@/components/ui/data-table/data-table'
import type { TableQuery } from '@/components/ui/data-table/table-query'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { STAFF_TIME_ZONE } from './time-zone'

export interface PaymentListItem {
  id: string
  invoiceId: string
  invoiceNumber: string | null
  customerName: string
  status: string
  disputed: boolean
  amount: bigint
  amountRefunded: bigint
  currency: string
  attempt: number
  createdAt: Date
  method: { type: string; brand: string | null; last4: string | null } | null
  failure: string | null
}

interface PaymentTableProps {
  rows: PaymentListItem[]
  total: number
  query: TableQuery
  toolbar?: React.ReactNode
}

const t = texts.admin.payments

const columns: ColumnDef<PaymentListItem>[] = [
  {
    id: 'customer',
    meta: { label: texts.admin.common.customer, primary: true },
    cell: ({ row }) => <span className="block max-w-44 truncate">{row.original.customerName}</span>,
  },
  {
    id: 'invoice',
    meta: { label: t.invoice },
    cell: ({ row }) => <span className="whitespace-nowrap">{row.original.invoiceNumber ?? '–'}</span>,
  },
  {
    id: 'createdAt',
    meta: { label: t.when, sortable: true },
    cell: ({ row }) => <DateTime value={row.original.createdAt} show="instant" timeZone={STAFF_TIME_ZONE} />,
  },
  {
    id: 'status',
    meta: { label: t.result },
    cell: ({ row }) => {
      const { disputed, failure, status, amountRefunded, currency } = row.original
      return (
        <span className="flex flex-col items-start gap-1 max-sm:items-end">
          <span className="flex flex-wrap gap-1.5">
            <Status kind="payment" status={status} />
            {disputed && <Status kind="payment" status="DISPUTED" />}
          </span>
          {failure && <span className="max-w-72 text-xs text-critical">{failure}</span>}
          {amountRefunded > 0n && (
            <span className="text-xs text-ink-muted">{t.refunded(formatMoney(amountRefunded, { currency }))}</span>
          )}
        </span>
      )
    },
  },
  {
    id: 'method',
    meta: { label: t.method },
    cell: ({ row }) => (
      <span className="whitespace-nowrap">{row.original.method ? methodName(row.original.method) : '–'}</span>
    ),
  },
  {
    id: 'attempt',
    meta: { label: t.attempt },
    cell: ({ row }) => (
      <span className="whitespace-nowrap">
        {row.original.attempt === 0 ? t.byCustomer : t.automatic(row.original.attempt)}
      </span>
    ),
  },
  {
    id: 'amount',
    meta: { label: texts.admin.common.amount, numeric: true, sortable: true },
    cell: ({ row }) => <Money amount={row.original.amount} currency={row.original.currency} />,
  },
]

const states = ['SUCCEEDED', 'FAILED', 'PROCESSING', 'REQUIRES_ACTION', 'UNKNOWN', 'CREATED', 'CANCELED'] as const
const facets = [
  {
    id: 'status',
    label: texts.admin.common.status,
    options: states.map((value) => ({ value, label: texts.status.payment[value] })),
  },
  {
    id: 'more',
    label: t.more,
    options: Object.entries(t.moreOptions).map(([value, label]) => ({ value, label })),
  },
]

export function PaymentTable({ rows, total, query, toolbar }: PaymentTableProps) {
  return (
    <DataTable
      label={t.title}
      columns={columns}
      rows={rows}
      total={total}
      query={query}
      toolbar={toolbar}
      rowId={(row) => row.id}
      rowHref={(row) => `/admin/invoices/${row.invoiceId}#payments`}
      searchPlaceholder={t.search}
      csvHref="/admin/payments/export"
      facets={facets}
      emptyNever={
        <EmptyState icon={<CreditCard aria-hidden />} title={t.emptyTitle}>
          {t.emptyText}
        </EmptyState>
      }
    />
  )
}
