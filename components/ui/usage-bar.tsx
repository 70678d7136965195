import { CircleAlert, TriangleAlert } from 'lucide-react'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { cn } from './cn'

interface UsageBarProps {
  label: string
  used: number | bigint
  /** What the plan includes; `null` for no limit. */
  included: number | bigint | null
  unit?: string
  className?: string
}

/** Use against an allowance, with marks at 80 % and 100 %. Beyond the allowance the scale grows. */
export function UsageBar({ label, used, included, unit, className }: UsageBarProps) {
  const suffix = unit ? ` ${unit}` : ''
  if (included === null || Number(included) === 0) {
    return (
      <div className={cn('flex items-baseline justify-between gap-4 text-sm', className)}>
        <span className="font-medium">{label}</span>
        <span className="text-ink-muted tabular">
          {formatInteger(used)}
          {suffix}
          {included === null && <span className="text-ink-faint"> · {texts.usage.unlimited}</span>}
        </span>
      </div>
    )
  }
  const share = Number(used) / Number(included)
  const scale = Math.max(1, share) * 1.0
  const level = share > 1 ? 'over' : share >= 0.8 ? 'near' : 'fine'
  const said = texts.usage.of(formatInteger(used), formatInteger(included), suffix)
  return (
    <div className={className}>
      <div className="flex items-baseline justify-between gap-4 text-sm">
        <span className="inline-flex items-center gap-1.5 font-medium">
          {label}
          {level === 'over' && <CircleAlert aria-hidden className="size-4 text-critical" />}
          {level === 'near' && <TriangleAlert aria-hidden className="size-4 text-caution" />}
        </span>
        <span className="text-ink-muted tabular">{said}</span>
      </div>
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Number(included)}
        aria-valuenow={Math.min(Number(used), Number(included))}
        aria-valuetext={said}
        className="relative mt-2 h-2 rounded-full bg-sunken ring-1 ring-line ring-inset"
      >
        <div
          className={cn(
            'h-full rounded-full',
            level === 'over' ? 'bg-critical-solid' : level === 'near' ? 'bg-brass' : 'bg-accent dark:bg-accent-text',
          )}
          style={{ width: `${Math.min(100, (share / scale) * 100)}%` }}
        />
        {[0.8, 1].map((mark) =>
          mark / scale < 0.995 ? (
            <span
              key={mark}
              aria-hidden
              className="absolute -inset-y-0.5 w-px bg-ink-faint/70"
              style={{ left: `${(mark / scale) * 100}%` }}
            />
          ) : null,
        )}
      </div>
      {level !== 'fine' && (
        <p className={cn('mt-1.5 text-xs', level === 'over' ? 'text-critical' : 'text-caution')}>
          {level === 'over' ? texts.usage.over : texts.usage.near}
        </p>
      )}
    </div>
  )
}
