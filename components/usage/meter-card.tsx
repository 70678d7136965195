import Link from 'next/link'
import { formatDate } from '@/components/format/date-time'
import { formatMoney } from '@/components/format/money'
import { formatQuantity } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { LevelBadge } from './level-badge'
import { quantityText, unitText } from './quantity-text'
import type { MeterView, OverageView } from './types'
import { UsageBar } from './usage-bar'

interface MeterCardProps {
  meter: MeterView
  projected: OverageView | undefined
  timeZone: string
  /** Shows it below, day by day. */
  href: string
  isShown: boolean
}

/** One meter at a glance: how much of what is included, what is beyond and what that costs. */
export function MeterCard({ meter, projected, timeZone, href, isShown }: MeterCardProps) {
  const t = texts.usage.portal
  const { name, unit, used, included, beyond, remaining, level, hard, resetsAt } = meter
  return (
    <li
      className={cn(
        'relative flex flex-col gap-3 rounded-lg border bg-surface p-4 shadow-card transition-colors hover:border-line-strong sm:p-5',
        isShown ? 'border-accent' : 'border-line',
      )}
    >
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h2 className="text-sm font-medium">
          <Link
            href={href}
            scroll={false}
            aria-current={isShown ? 'true' : undefined}
            className="after:absolute after:inset-0 after:rounded-lg"
          >
            {name}
          </Link>
        </h2>
        <LevelBadge meter={meter} />
      </div>
      <p className="flex flex-wrap items-baseline gap-x-1.5">
        <span className="text-2xl font-semibold tracking-[-0.025em] tabular">{formatQuantity(used)}</span>
        <span className="text-sm text-ink-muted tabular">
          {included === null || level === 'none' ? unitText(used, unit) : t.ofIncluded(quantityText(included, unit))}
        </span>
      </p>
      <UsageBar meter={meter} />
      <div className="mt-auto flex flex-col gap-0.5 text-xs text-ink-muted">
        {beyond && (
          <p className="font-medium text-ink">
            {t.beyond(quantityText(beyond, unit))}
            {(projected?.amount ?? meter.overageAmount) > 0n &&
              `: ${t.costs(formatMoney(projected?.amount ?? meter.overageAmount, { currency: meter.currency }))}`}
          </p>
        )}
        {remaining !== null && !beyond && level !== 'none' && <p>{t.left(quantityText(remaining, unit))}</p>}
        {included !== null && !beyond && <p>{hard ? texts.usage.refused : texts.usage.charged}</p>}
        {projected && projected.projectedAmount > 0n && (
          <p>{t.atThisRate(formatMoney(projected.projectedAmount, { currency: meter.currency }))}</p>
        )}
        {meter.isFlow && resetsAt && <p>{t.resets(formatDate(resetsAt, { timeZone }))}</p>}
      </div>
    </li>
  )
}
