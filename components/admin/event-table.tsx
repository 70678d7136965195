'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { Inbox } from 'lucide-react'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { DataTable } from '@/components/ui/data-table/data-table'
import type { TableQuery } from '@/components/ui/data-table/table-query'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { StateBadge } from './state-badge'
import { STAFF_TIME_ZONE } from './time-zone'

export interface EventListItem {
  id: string
  type: string
  processor: string
  externalId: string
  status: string
  attempts: number
  receivedAt: Date
  error: string | null
}

interface EventTableProps {
  rows: EventListItem[]
  total: number
  query: TableQuery
  types: string[]
}

const t = texts.admin.webhooks

const columns: ColumnDef<EventListItem>[] = [
  {
    id: 'type',
    meta: { label: t.type, primary: true },
    cell: ({ row }) => <span className="font-mono text-xs">{row.original.type}</span>,
  },
  {
    id: 'status',
    meta: { label: texts.admin.common.status },
    cell: ({ row }) => (
      <span className="flex flex-col items-start gap-1 max-sm:items-end">
        <StateBadge kind="event" state={row.original.status} />
        {row.original.status === 'FAILED' && row.original.error && (
          <span className="line-clamp-2 max-w-80 text-xs text-critical">{row.original.error}</span>
        )}
      </span>
    ),
  },
  {
    id: 'receivedAt',
    meta: { label: t.received },
    cell: ({ row }) => <DateTime value={row.original.receivedAt} show="instant" timeZone={STAFF_TIME_ZONE} />,
  },
  {
    id: 'attempts',
    meta: { label: t.attempts, numeric: true },
    cell: ({ row }) => formatInteger(row.original.attempts),
  },
  {
    id: 'externalId',
    meta: { label: t.externalId },
    cell: ({ row }) => <span className="font-mono text-xs break-all text-ink-muted">{row.original.externalId}</span>,
  },
]

export function EventTable({ rows, total, query, types }: EventTableProps) {
  return (
    <DataTable
      label={t.title}
      columns={columns}
      rows={rows}
      total={total}
      query={query}
      rowId={(row) => row.id}
      rowHref={(row) => `/admin/webhooks/${row.id}`}
      searchPlaceholder={t.search}
      csvHref="/admin/webhooks/export"
      facets={[
        {
          id: 'status',
          label: texts.admin.common.status,
          options: Object.entries(t.states).map(([value, label]) => ({ value, label })),
        },
        { id: 'type', label: t.type, options: types.map((value) => ({ value, label: value })) },
      ]}
      emptyNever={
        <EmptyState icon={<Inbox aria-hidden />} title={t.emptyTitle}>
          {t.emptyText}
        </EmptyState>
      }
    />
  )
}
