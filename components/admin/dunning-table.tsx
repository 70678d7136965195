'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { CircleAlert, CirclePause, CircleSlash, HandCoins, RefreshCw, type LucideIcon } from 'lucide-react'
import { formatDateTime } from '@/components/format/date-time'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { Badge, type Tone } from '@/components/ui/badge'
import { DataTable } from '@/components/ui/data-table/data-table'
import type { TableQuery } from '@/components/ui/data-table/table-query'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import type { DunningListItem } from './dunning-item'
import { DunningActions, type DunningActionSet } from './dunning-actions'
import { STAFF_TIME_ZONE } from './time-zone'

interface DunningTableProps {
  rows: DunningListItem[]
  total: number
  query: TableQuery
  mayAct: boolean
  reclaimsVat: boolean
  actions: DunningActionSet
}

const t = texts.dunning
const LOOKS: Record<DunningListItem['state'], { tone: Tone; icon: LucideIcon }> = {
  RUNNING: { tone: 'accent', icon: RefreshCw },
  STOPPED: { tone: 'caution', icon: CircleAlert },
  PAUSED: { tone: 'neutral', icon: CirclePause },
  ENDED: { tone: 'critical', icon: CircleSlash },
}
/** A code of the payment service: staff look it up there. */
const inWords = (code: string) => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ')

const at = (instant: Date) => formatDateTime(instant, { timeZone: STAFF_TIME_ZONE })

function next({ state, isSent, isCharging, nextAttemptAt, giveUpAt }: DunningListItem): string {
  if (isCharging) return t.charging
  if (state === 'RUNNING' && nextAttemptAt) return (isSent ? t.nextReminder : t.nextAttempt)(at(nextAttemptAt))
  if (state === 'STOPPED' && giveUpAt) return t.nextEnd(at(giveUpAt))
  return t.nextNone
}

function columnsFor({ mayAct, reclaimsVat, actions }: Omit<DunningTableProps, 'rows' | 'total' | 'query'>) {
  const columns: ColumnDef<DunningListItem>[] = [
    {
      id: 'customer',
      meta: { label: texts.admin.common.customer, primary: true },
      cell: ({ row }) => <span className="block max-w-56 sm:truncate">{row.original.customerName}</span>,
    },
    {
      id: 'invoice',
      meta: { label: t.invoice },
      cell: ({ row }) => <span className="whitespace-nowrap">{row.original.number}</span>,
    },
    {
      id: 'due',
      meta: { label: t.due, numeric: true },
      cell: ({ row }) => (
        <Money amount={row.original.amountDue} currency={row.original.currency} className="font-medium" />
      ),
    },
    {
      id: 'state',
      meta: { label: t.state },
      cell: ({ row }) => {
        const { state, isSent } = row.original
        const { tone, icon: Icon } = LOOKS[state]
        return (
          <Badge tone={tone} icon={<Icon aria-hidden />}>
            {isSent && state === 'RUNNING' ? t.reminding : t.states[state]}
          </Badge>
        )
      },
    },
    {
      id: 'step',
      meta: { label: t.step, numeric: true },
      cell: ({ row }) => (
        <span className="whitespace-nowrap tabular">
          {t.stepOf(formatInteger(row.original.attempts), formatInteger(row.original.planned))}
        </span>
      ),
    },
    { id: 'next', meta: { label: t.next }, cell: ({ row }) => next(row.original) },
    {
      id: 'last',
      meta: { label: t.last },
      cell: ({ row }) => {
        const { lastFailure, stop, isSent } = row.original
        return (
          <span className="flex flex-col max-sm:items-end">
            <span>{isSent ? t.sent : lastFailure ? inWords(lastFailure) : '–'}</span>
            {stop && <span className="text-xs text-ink-muted">{isSent ? t.allReminded : t.stops[stop]}</span>}
          </span>
        )
      },
    },
  ]
  if (!mayAct) return columns
  return [
    ...columns,
    {
      id: 'actions',
      meta: { label: t.actions, numeric: true },
      cell: ({ row }) => <DunningActions item={row.original} reclaimsVat={reclaimsVat} actions={actions} />,
    } satisfies ColumnDef<DunningListItem>,
  ]
}

const facets = [
  {
    id: 'state',
    label: t.state,
    options: Object.entries(t.states).map(([value, label]) => ({ value, label })),
  },
]

/** Unpaid invoices in collection, the oldest trouble first. */
export function DunningTable({ rows, total, query, ...options }: DunningTableProps) {
  return (
    <DataTable
      label={t.title}
      columns={columnsFor(options)}
      rows={rows}
      total={total}
      query={query}
      rowId={(row) => row.invoiceId}
      rowHref={(row) => `/admin/invoices/${row.invoiceId}`}
      searchPlaceholder={t.search}
      facets={facets}
      emptyNever={
        <EmptyState icon={<HandCoins aria-hidden />} title={t.emptyTitle}>
          {t.emptyText}
        </EmptyState>
      }
    />
  )
}
