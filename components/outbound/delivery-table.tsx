'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { Send } from 'lucide-react'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { DataTable } from '@/components/ui/data-table/data-table'
import type { TableQuery } from '@/components/ui/data-table/table-query'
import { EmptyState } from '@/components/ui/empty-state'
import { answerText, DeliveryBadge } from './delivery-badge'
import type { DeliveryItem } from './outbound-items'

const t = texts.outbound

const columns: ColumnDef<DeliveryItem>[] = [
  {
    id: 'type',
    meta: { label: t.type, primary: true },
    cell: ({ row }) => <span className="font-mono text-xs break-all">{row.original.type}</span>,
  },
  {
    id: 'status',
    meta: { label: t.state },
    cell: ({ row: { original } }) => (
      <span className="flex flex-col items-start gap-1 max-sm:items-end">
        <DeliveryBadge status={original.status} />
        {original.nextAttemptOn && original.attempts > 0 && (
          <span className="text-xs text-ink-muted">{t.nextAttempt(original.nextAttemptOn)}</span>
        )}
      </span>
    ),
  },
  { id: 'answer', meta: { label: t.answer }, cell: ({ row }) => answerText(row.original) },
  {
    id: 'happened',
    meta: { label: t.at },
    cell: ({ row }) => <span className="whitespace-nowrap">{row.original.happenedOn}</span>,
  },
  {
    id: 'attempts',
    meta: { label: t.attempts, numeric: true },
    cell: ({ row }) => formatInteger(row.original.attempts),
  },
]

const endpointColumn: ColumnDef<DeliveryItem> = {
  id: 'endpoint',
  meta: { label: t.endpoint },
  cell: ({ row }) => <span className="line-clamp-2 max-w-72 text-xs break-all">{row.original.endpointUrl}</span>,
}

const customerColumn: ColumnDef<DeliveryItem> = {
  id: 'customer',
  meta: { label: texts.admin.common.customer },
  cell: ({ row }) => <span className="block max-w-56 sm:truncate">{row.original.customerName ?? '–'}</span>,
}

interface DeliveryTableProps {
  rows: DeliveryItem[]
  total: number
  query: TableQuery
  /** `/portal/webhooks`: a delivery's page is below its endpoint's. */
  base: string
  /** For lists of more than one endpoint. */
  withEndpoint?: boolean
  /** For lists of more than one customer. */
  withCustomer?: boolean
}

/** What was sent and what became of it. */
export function DeliveryTable({ rows, total, query, base, withEndpoint, withCustomer }: DeliveryTableProps) {
  return (
    <DataTable
      label={t.deliveries}
      columns={[
        ...columns.slice(0, 1),
        ...(withCustomer ? [customerColumn] : []),
        ...columns.slice(1),
        ...(withEndpoint ? [endpointColumn] : []),
      ]}
      rows={rows}
      total={total}
      query={query}
      rowId={(row) => row.id}
      rowHref={(row) => `${base}/${row.endpointId}/deliveries/${row.id}`}
      searchPlaceholder={t.search}
      facets={[
        {
          id: 'status',
          label: t.state,
          options: Object.entries(t.deliveryStates).map(([value, label]) => ({ value, label })),
        },
        { id: 'type', label: t.type, options: Object.keys(t.eventTypes).map((value) => ({ value, label: value })) },
      ]}
      emptyNever={
        <EmptyState icon={<Send aria-hidden />} title={t.noDeliveries}>
          {t.noDeliveriesText}
        </EmptyState>
      }
    />
  )
}
