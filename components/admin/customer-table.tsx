'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { Users } from 'lucide-react'
import Link from 'next/link'
import { Status } from '@/components/billing/status'
import { countryName } from '@/components/format/countries'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table/data-table'
import type { TableQuery } from '@/components/ui/data-table/table-query'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { STAFF_TIME_ZONE } from './time-zone'

export interface CustomerListItem {
  id: string
  name: string
  email: string
  country: string | null
  createdAt: Date
  subscription: {
    status: string
    planName: string
    interval: 'MONTH' | 'YEAR'
    unitAmount: bigint
    quantity: number
    currency: string
  } | null
}

interface CustomerTableProps {
  rows: CustomerListItem[]
  total: number
  query: TableQuery
}

const t = texts.admin.customers

const columns: ColumnDef<CustomerListItem>[] = [
  {
    id: 'name',
    meta: { label: t.name, primary: true, sortable: true },
    cell: ({ row }) => (
      <span className="block max-w-72 min-w-0">
        <span className="block truncate">{row.original.name}</span>
        <span className="block truncate text-xs font-normal text-ink-faint">{row.original.email}</span>
      </span>
    ),
  },
  {
    id: 'status',
    meta: { label: texts.admin.common.status },
    cell: ({ row }) =>
      row.original.subscription ? (
        <Status kind="subscription" status={row.original.subscription.status} />
      ) : (
        <span className="text-ink-faint">{t.noSubscription}</span>
      ),
  },
  {
    id: 'plan',
    meta: { label: t.plan },
    cell: ({ row }) => {
      const { subscription } = row.original
      return subscription ? `${subscription.planName}, ${texts.billing.interval[subscription.interval].adverb}` : '–'
    },
  },
  {
    id: 'price',
    meta: { label: texts.admin.subscriptions.price, numeric: true },
    cell: ({ row }) => {
      const { subscription } = row.original
      return subscription ? (
        <Money amount={subscription.unitAmount * BigInt(subscription.quantity)} currency={subscription.currency} />
      ) : (
        '–'
      )
    },
  },
  {
    id: 'country',
    meta: { label: t.country },
    cell: ({ row }) => (row.original.country ? countryName(row.original.country) : '–'),
  },
  {
    id: 'createdAt',
    meta: { label: t.since, sortable: true },
    cell: ({ row }) => <DateTime value={row.original.createdAt} timeZone={STAFF_TIME_ZONE} />,
  },
]

const states = ['ACTIVE', 'TRIALING', 'PAST_DUE', 'UNPAID', 'PAUSED', 'CANCELED', 'INCOMPLETE'] as const
const facets = [
  {
    id: 'status',
    label: texts.admin.common.status,
    options: [
      ...states.map((value) => ({ value: value as string, label: texts.status.subscription[value] })),
      { value: 'NONE', label: t.noSubscription },
    ],
  },
]

export function CustomerTable({ rows, total, query }: CustomerTableProps) {
  return (
    <DataTable
      label={t.title}
      columns={columns}
      rows={rows}
      total={total}
      query={query}
      rowId={(row) => row.id}
      rowHref={(row) => `/admin/customers/${row.id}`}
      searchPlaceholder={t.search}
      csvHref="/admin/customers/export"
      facets={facets}
      emptyNever={
        <EmptyState
          icon={<Users aria-hidden />}
          title={t.emptyTitle}
          actions={
            <Link href="/sign-up" className={buttonStyles({ variant: 'secondary' })}>
              {t.emptyAction}
            </Link>
          }
        >
          {t.emptyText}
        </EmptyState>
      }
    />
  )
}
