import Link from 'next/link'
import { readMeters, readOverage } from '@/app/(portal)/portal/usage/read-usage'
import { formatDate } from '@/components/format/date-time'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { LevelBadge } from '@/components/usage/level-badge'
import { quantityText } from '@/components/usage/quantity-text'
import { UsageBar } from '@/components/usage/usage-bar'

interface UsageSectionProps {
  customerId: string
  timeZone: string
  now: Date
}

/** What the customer uses of what is included, and what is beyond comes to. */
export async function UsageSection({ customerId, timeZone, now }: UsageSectionProps) {
  const [{ meters }, overage] = await Promise.all([readMeters(customerId, now), readOverage(customerId, now)])
  const t = texts.usage.admin
  const sum = (pick: 'amount' | 'projectedAmount') =>
    (overage?.overages ?? []).reduce((total, each) => total + each[pick], 0n)
  const [soFar, projected] = [sum('amount'), sum('projectedAmount')]
  return (
    <Section
      id="usage"
      title={t.section}
      actions={
        <Link
          href={`/admin/usage/events?customer=${customerId}`}
          className={buttonStyles({ variant: 'link', className: 'text-sm' })}
        >
          {t.events}
        </Link>
      }
    >
      {meters.length === 0 ? (
        <p className="text-sm text-ink-muted">{t.sectionNone}</p>
      ) : (
        <ul className="flex flex-col gap-4">
          {meters.map((meter) => (
            <li key={meter.code} className="text-sm">
              <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="font-medium">{meter.name}</span>
                <span className="text-xs text-ink-muted tabular">
                  {meter.included === null
                    ? `${quantityText(meter.used, meter.unit)} · ${texts.usage.unlimited}`
                    : texts.usage.of(quantityText(meter.used, meter.unit), quantityText(meter.included, meter.unit))}
                </span>
              </div>
              <UsageBar meter={meter} />
              <span className="mt-1 flex empty:hidden">
                <LevelBadge meter={meter} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {overage && (soFar > 0n || projected > 0n) && (
        <p className="mt-4 border-t border-dashed border-line pt-3 text-sm text-ink-muted">
          {t.overage(
            formatMoney(soFar, { currency: overage.currency }),
            formatMoney(projected, { currency: overage.currency }),
            formatDate(overage.until, { timeZone }),
          )}
        </p>
      )}
    </Section>
  )
}
