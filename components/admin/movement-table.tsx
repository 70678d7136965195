'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { TrendingUp } from 'lucide-react'
import { texts } from '@/components/texts/en'
import { DataTable } from '@/components/ui/data-table/data-table'
import type { TableQuery } from '@/components/ui/data-table/table-query'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { bucketName } from './bucket-label'
import { MovementBadge } from './movement-badge'
import { STAFF_TIME_ZONE } from './time-zone'

export interface MovementListItem {
  customerId: string
  name: string
  kind: string
  start: Date
  before: bigint
  after: bigint
}

interface MovementTableProps {
  rows: MovementListItem[]
  total: number
  query: TableQuery
  currency: string
  interval: string
}

const t = texts.admin.movements

const columns = (currency: string, interval: string): ColumnDef<MovementListItem>[] => [
  {
    id: 'customer',
    meta: { label: texts.admin.common.customer, primary: true },
    cell: ({ row }) => row.original.name,
  },
  {
    id: 'when',
    meta: { label: t.when },
    cell: ({ row }) => bucketName(row.original.start, interval, STAFF_TIME_ZONE),
  },
  {
    id: 'kind',
    meta: { label: t.kind },
    cell: ({ row }) => <MovementBadge kind={row.original.kind} />,
  },
  {
    id: 'before',
    meta: { label: t.before, numeric: true },
    cell: ({ row }) => <Money amount={row.original.before} currency={currency} />,
  },
  {
    id: 'after',
    meta: { label: t.after, numeric: true },
    cell: ({ row }) => <Money amount={row.original.after} currency={currency} />,
  },
  {
    id: 'change',
    meta: { label: t.change, numeric: true },
    cell: ({ row }) => (
      <Money
        amount={row.original.after - row.original.before}
        currency={currency}
        sign="always"
        className="font-medium"
      />
    ),
  },
]

const facets = [
  {
    id: 'kind',
    label: t.kind,
    options: Object.entries(texts.admin.dashboard.movements).map(([value, label]) => ({ value, label })),
  },
]

export function MovementTable({ rows, total, query, currency, interval }: MovementTableProps) {
  return (
    <DataTable
      label={t.title}
      columns={columns(currency, interval)}
      rows={rows}
      total={total}
      query={query}
      rowId={(row) => `${row.customerId}-${row.start.getTime()}`}
      rowHref={(row) => `/admin/customers/${row.customerId}`}
      csvHref="/admin/movements/export"
      facets={facets}
      emptyNever={
        <EmptyState icon={<TrendingUp aria-hidden />} title={t.emptyTitle}>
          {t.emptyText}
        </EmptyState>
      }
    />
  )
}
