'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { Mail } from 'lucide-react'
import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { DataTable } from '@/components/ui/data-table/data-table'
import type { TableQuery } from '@/components/ui/data-table/table-query'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { StateBadge } from './state-badge'
import { STAFF_TIME_ZONE } from './time-zone'

export interface EmailListItem {
  id: string
  kind: string
  recipient: string
  subject: string | null
  status: string
  error: string | null
  customerId: string | null
  createdAt: Date
  sentAt: Date | null
}

interface EmailTableProps {
  rows: EmailListItem[]
  total: number
  query: TableQuery
}

const t = texts.admin.emails

const columns: ColumnDef<EmailListItem>[] = [
  {
    id: 'subject',
    meta: { label: t.subject, primary: true },
    cell: ({ row }) => row.original.subject ?? t.kinds[row.original.kind] ?? row.original.kind,
  },
  {
    id: 'recipient',
    meta: { label: t.recipient },
    cell: ({ row }) => {
      const { customerId, recipient } = row.original
      return customerId ? (
        <Link
          href={`/admin/customers/${customerId}?tab=emails`}
          className="break-all text-accent-text underline decoration-accent-line underline-offset-4 hover:decoration-current"
        >
          {recipient}
        </Link>
      ) : (
        <span className="break-all">{recipient}</span>
      )
    },
  },
  {
    id: 'kind',
    meta: { label: t.kind },
    cell: ({ row }) => t.kinds[row.original.kind] ?? row.original.kind,
  },
  {
    id: 'status',
    meta: { label: texts.admin.common.status },
    cell: ({ row }) => (
      <span className="flex flex-col items-start gap-1 max-sm:items-end">
        <StateBadge kind="email" state={row.original.status} />
        {row.original.error && <span className="max-w-80 text-xs text-critical">{row.original.error}</span>}
      </span>
    ),
  },
  {
    id: 'createdAt',
    meta: { label: t.created },
    cell: ({ row }) => <DateTime value={row.original.createdAt} show="instant" timeZone={STAFF_TIME_ZONE} />,
  },
]

const facets = [
  {
    id: 'status',
    label: texts.admin.common.status,
    options: Object.entries(t.states).map(([value, label]) => ({ value, label })),
  },
  { id: 'kind', label: t.kind, options: Object.entries(t.kinds).map(([value, label]) => ({ value, label })) },
]

export function EmailTable({ rows, total, query }: EmailTableProps) {
  return (
    <DataTable
      label={t.title}
      columns={columns}
      rows={rows}
      total={total}
      query={query}
      rowId={(row) => row.id}
      searchPlaceholder={t.search}
      facets={facets}
      emptyNever={
        <EmptyState icon={<Mail aria-hidden />} title={t.emptyTitle}>
          {t.emptyText}
        </EmptyState>
      }
    />
  )
}
