'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { Download, FileText } from 'lucide-react'
import Link from 'next/link'
import { Status } from '@/components/billing/status'
import type { InvoiceListItem } from '@/components/billing/types'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table/data-table'
import type { TableQuery } from '@/components/ui/data-table/table-query'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'

interface InvoiceTableProps {
  rows: InvoiceListItem[]
  total: number
  query: TableQuery
  timeZone: string
  failed?: boolean
}

const t = texts.portal.invoices

const columns = (timeZone: string): ColumnDef<InvoiceListItem>[] => [
  {
    id: 'number',
    meta: { label: t.number, primary: true, sortable: true },
    cell: ({ row }) => row.original.number,
  },
  {
    id: 'finalizedAt',
    meta: { label: t.date, sortable: true },
    cell: ({ row }) => row.original.finalizedAt && <DateTime value={row.original.finalizedAt} timeZone={timeZone} />,
  },
  {
    id: 'dueAt',
    meta: { label: t.due },
    cell: ({ row }) => (row.original.dueAt ? <DateTime value={row.original.dueAt} timeZone={timeZone} /> : '–'),
  },
  {
    id: 'status',
    meta: { label: t.status },
    cell: ({ row }) => <Status kind="invoice" status={row.original.status} />,
  },
  {
    id: 'total',
    meta: { label: t.total, numeric: true, sortable: true },
    cell: ({ row }) => <Money amount={row.original.total} currency={row.original.currency} />,
  },
  {
    id: 'amountDue',
    meta: { label: t.open, numeric: true },
    cell: ({ row }) =>
      row.original.amountDue > 0n ? (
        <Money amount={row.original.amountDue} currency={row.original.currency} className="font-medium" />
      ) : (
        '–'
      ),
  },
  {
    id: 'pdf',
    meta: { label: t.pdf, numeric: true },
    cell: ({ row }) => (
      <a
        href={`/portal/invoices/${row.original.id}/pdf`}
        download
        aria-label={`${t.pdf} ${row.original.number ?? ''}`}
        className={buttonStyles({ variant: 'ghost', size: 'icon-sm', className: 'relative z-10 -my-1.5' })}
      >
        <Download aria-hidden />
      </a>
    ),
  },
]

export function InvoiceTable({ rows, total, query, timeZone, failed }: InvoiceTableProps) {
  return (
    <DataTable
      label={t.title}
      columns={columns(timeZone)}
      rows={rows}
      total={total}
      query={query}
      failed={failed}
      rowId={(row) => row.id}
      rowHref={(row) => `/portal/invoices/${row.id}`}
      searchPlaceholder={t.search}
      csvHref="/portal/invoices/csv"
      facets={[
        {
          id: 'status',
          label: t.status,
          options: ['OPEN', 'PAID', 'VOID', 'UNCOLLECTIBLE'].map((value) => ({
            value,
            label: texts.status.invoice[value as 'OPEN'],
          })),
        },
      ]}
      emptyNever={
        <EmptyState
          icon={<FileText aria-hidden />}
          title={t.emptyTitle}
          actions={
            <Link href="/portal/checkout" className={buttonStyles({})}>
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
