import type { ReactNode } from 'react'
import { cn } from './cn'

export interface DescriptionItem {
  term: ReactNode
  value: ReactNode
}

interface DescriptionListProps {
  items: DescriptionItem[]
  /** `rows` puts term and value at the two ends of a line, `columns` lays pairs out in a grid. */
  layout?: 'rows' | 'columns'
  className?: string
}

export function DescriptionList({ items, layout = 'rows', className }: DescriptionListProps) {
  return (
    <dl
      className={cn(
        'text-sm',
        layout === 'rows' ? 'divide-y divide-line' : 'grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-4',
        className,
      )}
    >
      {items.map((item, index) => (
        <div key={index} className={cn(layout === 'rows' && 'flex items-baseline justify-between gap-6 py-2.5')}>
          <dt className={cn('text-ink-faint', layout === 'rows' ? 'shrink-0' : 'text-xs')}>{item.term}</dt>
          <dd className={cn('min-w-0 text-ink', layout === 'rows' ? 'text-right' : 'mt-0.5')}>{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
