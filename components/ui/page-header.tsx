import type { ReactNode } from 'react'
import { Breadcrumb, type Crumb } from './breadcrumb'

interface PageHeaderProps {
  title: ReactNode
  description?: ReactNode
  breadcrumb?: Crumb[]
  /** A badge beside the title. */
  badge?: ReactNode
  actions?: ReactNode
}

/** The page's one heading of first level. */
export function PageHeader({ title, description, breadcrumb, badge, actions }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-col gap-3">
      {breadcrumb && <Breadcrumb items={breadcrumb} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-2xl font-semibold tracking-[-0.022em] text-ink">{title}</h1>
            {badge}
          </div>
          {description && <p className="mt-1 max-w-2xl text-sm text-ink-muted">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  )
}
