'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { Gauge } from 'lucide-react'
import { formatPercent } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { DataTable } from '@/components/ui/data-table/data-table'
import type { TableQuery } from '@/components/ui/data-table/table-query'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { LevelBadge } from '@/components/usage/level-badge'
import { quantityText } from '@/components/usage/quantity-text'
import type { UsageLevel } from '@/components/usage/types'
import { usedShare } from '@/components/usage/usage-level'
import { STAFF_TIME_ZONE } from '../time-zone'

export interface UsageListItem {
  customerId: string
  customerName: string
  meterCode: string
  meterName: string
  unit: string
  used: string
  included: string | null
  hard: boolean
  level: UsageLevel
  beyond: string | null
  overageAmount: bigint
  currency: string
  /** Null without a subscription. */
  periodEnd: Date | null
  touchedAt: Date
}

const t = texts.usage.admin

const columns: ColumnDef<UsageListItem>[] = [
  {
    id: 'customer',
    meta: { label: t.customer, primary: true, sortable: true },
    cell: ({ row }) => <span className="block max-w-56 truncate">{row.original.customerName}</span>,
  },
  {
    id: 'meter',
    meta: { label: t.meter },
    cell: ({ row }) => <span className="whitespace-nowrap">{row.original.meterName}</span>,
  },
  {
    id: 'used',
    meta: { label: t.used, numeric: true },
    cell: ({ row }) => <span className="whitespace-nowrap">{quantityText(row.original.used, row.original.unit)}</span>,
  },
  {
    id: 'included',
    meta: { label: t.included, numeric: true },
    cell: ({ row }) => {
      const { included, unit } = row.original
      return (
        <span className="whitespace-nowrap">
          {included === null ? texts.usage.unlimited : quantityText(included, unit)}
        </span>
      )
    },
  },
  {
    id: 'share',
    meta: { label: t.share, numeric: true },
    cell: ({ row }) => {
      const share = usedShare(row.original)
      return share === null ? '–' : formatPercent(share, { digits: 0 })
    },
  },
  { id: 'state', meta: { label: t.state }, cell: ({ row }) => <LevelBadge meter={row.original} always /> },
  {
    id: 'beyond',
    meta: { label: t.beyond, numeric: true },
    cell: ({ row }) => {
      const { beyond, overageAmount, currency, hard } = row.original
      if (!beyond) return '–'
      return overageAmount > 0n ? <Money amount={overageAmount} currency={currency} /> : hard ? t.hard : t.soft
    },
  },
  {
    id: 'touchedAt',
    meta: { label: t.lastEvent, sortable: true },
    cell: ({ row }) => <DateTime value={row.original.touchedAt} show="instant" timeZone={STAFF_TIME_ZONE} />,
  },
]

interface UsageTableProps {
  rows: UsageListItem[]
  total: number
  query: TableQuery
  meters: { code: string; name: string }[]
}

/** What customers use, one row per customer and meter. */
export function UsageTable({ rows, total, query, meters }: UsageTableProps) {
  return (
    <DataTable
      label={t.table}
      columns={columns}
      rows={rows}
      total={total}
      query={query}
      rowId={(row) => `${row.customerId} ${row.meterCode}`}
      rowHref={(row) => `/admin/customers/${row.customerId}#usage`}
      searchPlaceholder={t.search}
      csvHref="/admin/usage/export"
      facets={[
        { id: 'meter', label: t.meter, options: meters.map(({ code, name }) => ({ value: code, label: name })) },
      ]}
      emptyNever={
        <EmptyState icon={<Gauge aria-hidden />} title={t.emptyTitle}>
          {t.emptyText}
        </EmptyState>
      }
    />
  )
}
