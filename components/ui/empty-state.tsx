import type { ReactNode } from 'react'
import { cn } from './cn'

interface EmptyStateProps {
  icon?: ReactNode
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  className?: string
}

export function EmptyState({ icon, title, children, actions, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center gap-1 px-6 py-12 text-center', className)}>
      {icon && (
        <div className="mb-3 grid size-11 place-items-center rounded-full border border-line bg-sunken text-ink-muted [&_svg]:size-5">
          {icon}
        </div>
      )}
      <p className="text-base font-semibold tracking-tight">{title}</p>
      {children && <div className="max-w-md text-sm text-ink-muted">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
