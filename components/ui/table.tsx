import type { ComponentProps } from 'react'
import { cn } from './cn'

/** Primitives of a plain table; rows become cards below 640 px when every cell has a `label`. */
export function Table({ className, ...props }: ComponentProps<'table'>) {
  return (
    <div className="relative sm:overflow-x-auto">
      <table role="table" {...props} className={cn('table-cards w-full border-collapse text-sm tabular', className)} />
    </div>
  )
}

export function TableHead(props: ComponentProps<'thead'>) {
  return <thead role="rowgroup" {...props} />
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody role="rowgroup" {...props} className={cn('divide-y divide-line', className)} />
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr role="row" {...props} className={cn('relative', className)} />
}

interface HeaderCellProps extends ComponentProps<'th'> {
  numeric?: boolean
}

export function TableHeaderCell({ className, numeric, ...props }: HeaderCellProps) {
  return (
    <th
      role="columnheader"
      scope="col"
      {...props}
      className={cn(
        'border-b border-line bg-sunken/50 px-3 py-2 text-xs font-medium whitespace-nowrap text-ink-faint first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5',
        numeric ? 'text-right' : 'text-left',
        className,
      )}
    />
  )
}

interface CellProps extends ComponentProps<'td'> {
  /** The column's name, shown beside the value in the card of a phone. */
  label?: string
  numeric?: boolean
  /** The cell that names the row: first line of the card. */
  primary?: boolean
}

export function TableCell({ className, label = '', numeric, primary, ...props }: CellProps) {
  return (
    <td
      role="cell"
      data-label={label}
      data-primary={primary}
      {...props}
      className={cn(
        'text-ink sm:px-3 sm:py-2.5 sm:first:pl-5 sm:last:pr-5',
        numeric && 'tabular sm:text-right',
        primary && 'font-medium',
        className,
      )}
    />
  )
}
