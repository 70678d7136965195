'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { Layers } from 'lucide-react'
import { Status } from '@/components/billing/status'
import { formatDate } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { DataTable } from '@/components/ui/data-table/data-table'
import type { TableQuery } from '@/components/ui/data-table/table-query'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { STAFF_TIME_ZONE } from './time-zone'

export interface SubscriptionListItem {
  id: string
  customerName: string
  status: string
  planName: string
  interval: 'MONTH' | 'YEAR'
  amount: bigint
  currency: string
  startedAt: Date
  currentPeriodEnd: Date
  endedAt: Date | null
  pending: { kind: string; at: Date } | null
}

interface SubscriptionTableProps {
  rows: SubscriptionListItem[]
  total: number
  query: TableQuery
  plans: { code: string; name: string }[]
}

const t = texts.admin.subscriptions
const zone = { timeZone: STAFF_TIME_ZONE }

const columns: ColumnDef<SubscriptionListItem>[] = [
  {
    id: 'customer',
    meta: { label: texts.admin.common.customer, primary: true },
    cell: ({ row }) => row.original.customerName,
  },
  {
    id: 'status',
    meta: { label: texts.admin.common.status },
    cell: ({ row }) => <Status kind="subscription" status={row.original.status} />,
  },
  {
    id: 'plan',
    meta: { label: texts.admin.common.plan },
    cell: ({ row }) => `${row.original.planName}, ${texts.billing.interval[row.original.interval].adverb}`,
  },
  {
    id: 'price',
    meta: { label: t.price, numeric: true },
    cell: ({ row }) => <Money amount={row.original.amount} currency={row.original.currency} />,
  },
  {
    id: 'startedAt',
    meta: { label: t.started, sortable: true },
    cell: ({ row }) => <DateTime value={row.original.startedAt} {...zone} />,
  },
  {
    id: 'currentPeriodEnd',
    meta: { label: t.period, sortable: true },
    cell: ({ row }) => <DateTime value={row.original.endedAt ?? row.original.currentPeriodEnd} {...zone} />,
  },
  {
    id: 'pending',
    meta: { label: t.pending },
    cell: ({ row }) => {
      const { pending } = row.original
      if (!pending) return '–'
      const date = formatDate(pending.at, zone)
      return pending.kind === 'CANCEL' ? t.cancels(date) : t.changes(date)
    },
  },
]

const states = [
  'ACTIVE',
  'TRIALING',
  'SCHEDULED',
  'PAST_DUE',
  'UNPAID',
  'PAUSED',
  'CANCELED',
  'INCOMPLETE',
  'INCOMPLETE_EXPIRED',
] as const

export function SubscriptionTable({ rows, total, query, plans }: SubscriptionTableProps) {
  return (
    <DataTable
      label={t.title}
      columns={columns}
      rows={rows}
      total={total}
      query={query}
      rowId={(row) => row.id}
      rowHref={(row) => `/admin/subscriptions/${row.id}`}
      searchPlaceholder={t.search}
      csvHref="/admin/subscriptions/export"
      facets={[
        {
          id: 'status',
          label: texts.admin.common.status,
          options: states.map((value) => ({ value, label: texts.status.subscription[value] })),
        },
        {
          id: 'plan',
          label: texts.admin.common.plan,
          options: plans.map(({ code, name }) => ({ value: code, label: name })),
        },
      ]}
      emptyNever={
        <EmptyState icon={<Layers aria-hidden />} title={t.emptyTitle}>
          {t.emptyText}
        </EmptyState>
      }
    />
  )
}
