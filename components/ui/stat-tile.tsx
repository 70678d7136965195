import { ArrowDownRight, ArrowRight, ArrowUpRight, Info } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Card } from './card'
import { cn } from './cn'
import { Tooltip } from './tooltip'

interface StatTileProps {
  label: string
  value: ReactNode
  /** How the number is made, on hover and focus. */
  definition?: string
  /** Against the period before. `good` says which way is welcome. */
  change?: { text: string; direction: 'up' | 'down' | 'flat'; good?: boolean }
  /** The rows behind the number. */
  href?: string
  footnote?: ReactNode
  className?: string
}

/** One number of a dashboard. */
export function StatTile({ label, value, definition, change, href, footnote, className }: StatTileProps) {
  const Arrow = change?.direction === 'up' ? ArrowUpRight : change?.direction === 'down' ? ArrowDownRight : ArrowRight
  return (
    <Card
      role="group"
      aria-label={label}
      className={cn(
        'relative flex flex-col gap-1 p-4 transition-colors',
        href && 'hover:border-line-strong',
        className,
      )}
    >
      <div className="flex items-center gap-1.5 text-sm text-ink-muted">
        {href ? (
          <Link href={href} className="after:absolute after:inset-0 after:rounded-lg">
            {label}
          </Link>
        ) : (
          <span>{label}</span>
        )}
        {definition && (
          <Tooltip content={definition}>
            <button
              type="button"
              aria-label={definition}
              className="relative z-10 rounded-full text-ink-faint hover:text-ink"
            >
              <Info aria-hidden className="size-3.5" />
            </button>
          </Tooltip>
        )}
      </div>
      <div className="text-2xl font-semibold tracking-tight text-ink tabular">{value}</div>
      {(change || footnote) && (
        <div className="flex flex-wrap items-center gap-x-2 text-xs text-ink-faint">
          {change && (
            <span
              className={cn(
                'inline-flex items-center gap-0.5 font-medium tabular',
                change.good === true && 'text-positive',
                change.good === false && 'text-critical',
              )}
            >
              <Arrow aria-hidden className="size-3.5" />
              {change.text}
            </span>
          )}
          {footnote}
        </div>
      )}
    </Card>
  )
}
