'use client'

import type { ColumnDef } from '@tanstack/react-table'
import { Download, FileText } from 'lucide-react'
import { Status } from '@/components/billing/status'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table/data-table'
import type { TableQuery } from '@/components/ui/data-table/table-query'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { STAFF_TIME_ZONE } from './time-zone'

export interface StaffInvoiceListItem {
  id: string
  number: string | null
  customerName: string
  status: string
  currency: string
  total: bigint
  amountDue: bigint
  finalizedAt: Date | null
  dueAt: Date | null
}

interface InvoiceTableProps {
  rows: StaffInvoiceListItem[]
  total: number
  query: TableQuery
  /** A chip that says which rows a link from the dashboard left. */
  toolbar?: React.ReactNode
}

const t = texts.admin.invoices
const zone = { timeZone: STAFF_TIME_ZONE }

const columns: ColumnDef<StaffInvoiceListItem>[] = [
  {
    id: 'number',
    meta: { label: t.number, primary: true, sortable: true },
    cell: ({ row }) => <span className="whitespace-nowrap">{row.original.number ?? texts.status.invoice.DRAFT}</span>,
  },
  {
    id: 'customer',
    meta: { label: texts.admin.common.customer },
    cell: ({ row }) => <span className="block max-w-64 sm:truncate">{row.original.customerName}</span>,
  },
  {
    id: 'status',
    meta: { label: texts.admin.common.status },
    cell: ({ row }) => <Status kind="invoice" status={row.original.status} />,
  },
  {
    id: 'finalizedAt',
    meta: { label: t.issued, sortable: true },
    cell: ({ row }) => row.original.finalizedAt && <DateTime value={row.original.finalizedAt} {...zone} />,
  },
  {
    id: 'dueAt',
    meta: { label: t.due, sortable: true },
    cell: ({ row }) => (row.original.dueAt ? <DateTime value={row.original.dueAt} {...zone} /> : '–'),
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
    meta: { label: texts.admin.invoice.download, numeric: true },
    cell: ({ row }) =>
      row.original.number && (
        <a
          href={`/admin/invoices/${row.original.id}/pdf`}
          download
          aria-label={`${texts.admin.invoice.download} ${row.original.number}`}
          className={buttonStyles({ variant: 'ghost', size: 'icon-sm', className: 'relative z-10 -my-1.5' })}
        >
          <Download aria-hidden />
        </a>
      ),
  },
]

const facets = [
  {
    id: 'status',
    label: texts.admin.common.status,
    options: (['DRAFT', 'OPEN', 'OVERDUE', 'PAID', 'VOID', 'UNCOLLECTIBLE'] as const).map((value) => ({
      value,
      label: texts.status.invoice[value],
    })),
  },
]

export function StaffInvoiceTable({ rows, total, query, toolbar }: InvoiceTableProps) {
  return (
    <DataTable
      label={t.title}
      columns={columns}
      rows={rows}
      total={total}
      query={query}
      toolbar={toolbar}
      rowId={(row) => row.id}
      rowHref={(row) => `/admin/invoices/${row.id}`}
      searchPlaceholder={t.search}
      csvHref="/admin/invoices/export"
      facets={facets}
      emptyNever={
        <EmptyState icon={<FileText aria-hidden />} title={t.emptyTitle}>
          {t.emptyText}
        </EmptyState>
      }
    />
  )
}
