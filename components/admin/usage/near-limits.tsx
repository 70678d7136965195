import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { Money } from '@/components/ui/money'
import { LevelBadge } from '@/components/usage/level-badge'
import { quantityText } from '@/components/usage/quantity-text'
import { UsageBar } from '@/components/usage/usage-bar'
import type { UsageListItem } from './usage-table'

const SHOWN = 8

/** Who will soon ask for more. */
export function NearLimits({ items }: { items: UsageListItem[] }) {
  const t = texts.usage.admin
  return (
    <Section id="limits" title={t.limits} description={t.limitsText} flush>
      {items.length === 0 ? (
        <p className="flex items-center gap-2 px-5 py-6 text-sm text-ink-muted">
          <CircleCheck aria-hidden className="size-4 text-positive" />
          {t.limitsNone}
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {items.slice(0, SHOWN).map((item) => {
            const { customerId, customerName, meterCode, meterName, unit, used, included, overageAmount, currency } =
              item
            return (
              <li
                key={`${customerId} ${meterCode}`}
                className="relative grid gap-x-5 gap-y-1.5 px-4 py-3 text-sm transition-colors hover:bg-sunken/50 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] sm:items-center sm:px-5"
              >
                <span className="min-w-0">
                  <Link
                    href={`/admin/customers/${customerId}#usage`}
                    className="block truncate font-medium after:absolute after:inset-0"
                  >
                    {customerName}
                  </Link>
                  <span className="block text-xs text-ink-muted">{meterName}</span>
                </span>
                <span className="min-w-0">
                  <span className="mb-1 block text-xs text-ink-muted tabular">
                    {texts.usage.of(quantityText(used, unit), quantityText(included ?? '0', unit))}
                  </span>
                  <UsageBar meter={{ ...item, name: `${customerName}: ${meterName}` }} />
                </span>
                <span className="flex flex-wrap items-center gap-2 sm:w-52 sm:justify-end">
                  {overageAmount > 0n && <Money amount={overageAmount} currency={currency} className="font-medium" />}
                  <LevelBadge meter={item} />
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
