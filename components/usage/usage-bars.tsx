import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { LevelBadge } from './level-badge'
import { quantityText } from './quantity-text'
import type { MeterView } from './types'
import { UsageBar } from './usage-bar'

/** What is used of what is included, in a few lines: the whole is on the page of usage. */
export function UsageBars({ meters }: { meters: MeterView[] }) {
  const limited = meters.filter(({ level }) => level !== 'unlimited' && level !== 'none')
  if (limited.length === 0) return null
  return (
    <Section
      id="usage"
      title={texts.usage.title}
      actions={
        <Link href="/portal/usage" className={buttonStyles({ variant: 'link', className: 'text-sm' })}>
          {texts.usage.overview.all}
        </Link>
      }
    >
      <ul className="grid gap-x-8 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        {limited.map((meter) => (
          <li key={meter.code} className="min-w-0">
            <div className="mb-1.5 flex min-h-5.5 flex-wrap items-center justify-between gap-x-3 gap-y-1 text-sm">
              <span className="font-medium">{meter.name}</span>
              <LevelBadge meter={meter} />
            </div>
            <UsageBar meter={meter} />
            <p className="mt-1.5 text-xs text-ink-muted tabular">
              {texts.usage.of(quantityText(meter.used, meter.unit), quantityText(meter.included ?? '0', meter.unit))}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
