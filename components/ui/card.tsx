import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

/** A sheet of paper on the canvas. */
export function Card({ className, ...props }: ComponentProps<'div'>) {
  return <div {...props} className={cn('rounded-lg border border-line bg-surface shadow-card', className)} />
}

interface SectionProps {
  title: ReactNode
  description?: ReactNode
  /** Buttons or a link at the end of the heading's line. */
  actions?: ReactNode
  children: ReactNode
  /** `flush` lets a table or a list reach the card's edges. */
  flush?: boolean
  footer?: ReactNode
  id?: string
  className?: string
}

/** A card with a heading of second level. */
export function Section({ title, description, actions, children, flush, footer, id, className }: SectionProps) {
  const headingId = id ? `${id}-heading` : undefined
  return (
    <section
      id={id}
      aria-labelledby={headingId}
      className={cn('overflow-clip rounded-lg border border-line bg-surface shadow-card', className)}
    >
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-4 sm:px-5">
        <div className="min-w-0">
          <h2 id={headingId} className="text-base font-semibold tracking-tight text-ink">
            {title}
          </h2>
          {description && <p className="mt-0.5 text-sm text-ink-muted">{description}</p>}
        </div>
        {actions && <div className="flex items-center gap-2">{actions}</div>}
      </header>
      <div className={cn(flush ? 'mt-3 border-t border-line' : 'px-4 pt-3 pb-5 sm:px-5')}>{children}</div>
      {footer && <footer className="border-t border-line bg-sunken/50 px-4 py-3 sm:px-5">{footer}</footer>}
    </section>
  )
}
