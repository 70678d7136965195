import { formatPercent } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { quantityText } from './quantity-text'
import type { MeterView } from './types'
import { usedShare } from './usage-level'

const fills = {
  fine: 'bg-accent',
  near: 'bg-brass',
  full: 'bg-critical-solid',
  over: 'bg-accent',
  none: 'bg-line-strong',
  unlimited: 'bg-accent',
}

type Measured = Pick<MeterView, 'name' | 'unit' | 'used' | 'included' | 'level'>

/**
 * How much of what is included is used, with marks at 80 % and at 100 %. What is beyond stands hatched behind the second
 * mark, and the bar then ends with what is used.
 */
export function UsageBar({ meter, className }: { meter: Measured; className?: string }) {
  const share = usedShare(meter)
  if (share === null) return null
  const whole = Math.max(1, share)
  const percent = (part: number) => `${Math.min(100, (part / whole) * 100).toFixed(2)}%`
  return (
    <div
      role="meter"
      aria-label={meter.name}
      aria-valuemin={0}
      aria-valuemax={Math.max(100, Math.round(share * 100))}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={`${texts.usage.of(
        quantityText(meter.used, meter.unit),
        quantityText(meter.included ?? '0', meter.unit),
      )} (${formatPercent(share, { digits: 0 })})`}
      className={cn('relative h-2.5', className)}
    >
      <div className="absolute inset-0 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset">
        <div
          className={cn('absolute inset-y-0 left-0', fills[meter.level], share <= 1 && 'rounded-r-full')}
          style={{ width: percent(Math.min(share, 1)) }}
        />
        {share > 1 && (
          <div
            className="absolute inset-y-0 right-0 bg-brass"
            style={{
              left: percent(1),
              backgroundImage:
                'repeating-linear-gradient(135deg, transparent 0 4px, color-mix(in srgb, var(--surface) 45%, transparent) 4px 7px)',
            }}
          />
        )}
      </div>
      <span aria-hidden className="absolute -inset-y-0.5 w-px bg-ink/45" style={{ left: percent(0.8) }} />
      {share > 1 && (
        <span aria-hidden className="absolute -inset-y-1 w-0.5 rounded-full bg-ink" style={{ left: percent(1) }} />
      )}
    </div>
  )
}
