'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { ScrollText } from 'lucide-react'
import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { DataTable } from '@/components/ui/data-table/data-table'
import type { TableQuery } from '@/components/ui/data-table/table-query'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { actionLabel, readableFacts, targetHref, type AuditFact } from './audit-words'
import { STAFF_TIME_ZONE } from './time-zone'

export interface AuditListItem {
  id: string
  at: Date
  actorType: string
  actorLabel: string
  action: string
  customerId: string | null
  targetType: string
  targetId: string
  facts: AuditFact[]
}

interface AuditTableProps {
  rows: AuditListItem[]
  total: number
  query: TableQuery
}

const t = texts.admin.audit

const columns: ColumnDef<AuditListItem>[] = [
  {
    id: 'action',
    meta: { label: t.action, primary: true },
    cell: ({ row }) => actionLabel(row.original.action),
  },
  {
    id: 'at',
    meta: { label: t.at },
    cell: ({ row }) => <DateTime value={row.original.at} show="instant" timeZone={STAFF_TIME_ZONE} />,
  },
  {
    id: 'actor',
    meta: { label: t.actor },
    cell: ({ row }) => (
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1 max-sm:justify-end">
        <span className="break-all">{row.original.actorLabel}</span>
        <Badge>{t.actorTypes[row.original.actorType] ?? row.original.actorType}</Badge>
      </span>
    ),
  },
  {
    id: 'target',
    meta: { label: t.target },
    cell: ({ row }) => {
      const href = targetHref(row.original)
      const id = <span className="font-mono text-xs break-all">{row.original.targetId}</span>
      return href ? (
        <Link
          href={href}
          className="text-accent-text underline decoration-accent-line underline-offset-4 hover:decoration-current"
        >
          {id}
        </Link>
      ) : (
        id
      )
    },
  },
  {
    id: 'data',
    meta: { label: t.data },
    cell: ({ row }) => <Facts facts={row.original.facts} timeZone={STAFF_TIME_ZONE} />,
  },
]

export function Facts({ facts, timeZone }: { facts: AuditFact[]; timeZone: string }) {
  if (facts.length === 0) return <>–</>
  return (
    <span className="flex flex-wrap gap-x-3 text-xs max-sm:justify-end">
      {readableFacts(facts, timeZone).map(({ name, value }) => (
        <span key={name} className="break-all text-ink-muted">
          {name} <span className="text-ink tabular">{value}</span>
        </span>
      ))}
    </span>
  )
}

const facets = [
  {
    id: 'noun',
    label: t.noun,
    options: Object.entries(t.nouns).map(([value, label]) => ({ value, label })),
  },
  {
    id: 'by',
    label: t.actorType,
    options: Object.entries(t.actorTypes).map(([value, label]) => ({ value, label })),
  },
]

export function AuditTable({ rows, total, query }: AuditTableProps) {
  return (
    <DataTable
      label={t.title}
      columns={columns}
      rows={rows}
      total={total}
      query={query}
      rowId={(row) => row.id}
      searchPlaceholder={t.search}
      csvHref="/admin/audit/export"
      facets={facets}
      emptyNever={
        <EmptyState icon={<ScrollText aria-hidden />} title={t.emptyTitle}>
          {t.emptyText}
        </EmptyState>
      }
    />
  )
}
