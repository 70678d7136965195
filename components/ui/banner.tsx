import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

export type BannerTone = 'info' | 'positive' | 'caution' | 'critical'

const looks: Record<BannerTone, { icon: LucideIcon; box: string; text: string }> = {
  info: { icon: Info, box: 'border-accent-line bg-accent-soft', text: 'text-accent-text' },
  positive: { icon: CircleCheck, box: 'border-positive-line bg-positive-soft', text: 'text-positive' },
  caution: { icon: TriangleAlert, box: 'border-caution-line bg-caution-soft', text: 'text-caution' },
  critical: { icon: CircleAlert, box: 'border-critical-line bg-critical-soft', text: 'text-critical' },
}

interface BannerProps {
  tone?: BannerTone
  icon?: ReactNode
  title: ReactNode
  /** What was done and what was not, and what to do next. */
  children?: ReactNode
  actions?: ReactNode
  className?: string
}

/** One message about the page. Critical ones interrupt a screen reader, the others wait. */
export function Banner({ tone = 'info', icon, title, children, actions, className }: BannerProps) {
  const look = looks[tone]
  const Icon = look.icon
  return (
    <div
      role={tone === 'critical' ? 'alert' : 'status'}
      className={cn('flex flex-wrap items-start gap-x-3 gap-y-3 rounded-lg border px-4 py-3', look.box, className)}
    >
      <span className={cn('mt-0.5 shrink-0 [&_svg]:size-4.5', look.text)}>{icon ?? <Icon aria-hidden />}</span>
      <div className="min-w-0 flex-1 basis-60">
        <p className={cn('text-sm font-semibold', look.text)}>{title}</p>
        {children && <div className="mt-0.5 text-sm text-ink">{children}</div>}
      </div>
      {actions && <div className="flex shrink-0 flex-wrap items-center gap-2 max-sm:w-full">{actions}</div>}
    </div>
  )
}
