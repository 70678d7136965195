'use client'

import { Check } from 'lucide-react'
import Link, { useLinkStatus } from 'next/link'
import { useState } from 'react'
import type { Plan } from '@/lib/catalog/types'
import { formatMoney } from '@/components/format/money'
import { priceOf, yearlySaving, type Interval } from '@/components/site/plan-prices'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { buttonStyles } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Segmented } from '@/components/ui/segmented'
import { Spinner } from '@/components/ui/spinner'

interface PlanPickerProps {
  plans: Plan[]
  currentPriceId: string
  /** Where there are several. */
  subscriptionId?: string
  /** The price that is being looked at. */
  chosenPriceId: string | null
  initialInterval: Interval
}

/** The plans of the chosen rhythm; a choice is a link, so it can be shared and gone back from. */
export function PlanPicker({ plans, currentPriceId, subscriptionId, chosenPriceId, initialInterval }: PlanPickerProps) {
  const [interval, setInterval] = useState(initialInterval)
  const t = texts.portal.change
  return (
    <div>
      <Segmented
        label={texts.site.plans.interval}
        value={interval}
        onValueChange={setInterval}
        options={[
          { value: 'MONTH', label: texts.site.plans.monthly },
          { value: 'YEAR', label: texts.site.plans.yearly },
        ]}
      />
      <ul className="mt-4 grid gap-3 sm:grid-cols-3">
        {plans.map((plan) => {
          const price = priceOf(plan, interval)
          if (!price) return null
          const current = price.id === currentPriceId
          const chosen = price.id === chosenPriceId
          return (
            <li
              key={price.id}
              aria-current={chosen ? 'true' : undefined}
              className={cn(
                'flex flex-col rounded-lg border bg-surface p-4 shadow-card',
                chosen ? 'border-accent ring-1 ring-accent' : 'border-line',
              )}
            >
              <div className="flex items-center justify-between gap-2">
                <h3 className="font-semibold tracking-tight">{plan.name}</h3>
                {current && <Badge icon={<Check aria-hidden />}>{t.current}</Badge>}
              </div>
              <p className="mt-1 tabular">
                <span className="text-xl font-semibold tracking-tight">
                  {formatMoney(price.unitAmount, { currency: price.currency, trimZeros: true })}
                </span>{' '}
                <span className="text-sm text-ink-faint">{texts.billing.interval[interval].per}</span>
              </p>
              <p className="mt-0.5 min-h-5 text-xs text-accent-text">
                {interval === 'YEAR' &&
                  texts.checkout.saving(formatMoney(yearlySaving(plan), { currency: price.currency, trimZeros: true }))}
              </p>
              {!current && (
                <Link
                  href={`/portal/subscription/change?${subscriptionId ? `id=${subscriptionId}&` : ''}price=${price.id}`}
                  scroll={false}
                  aria-label={`${t.choose} ${plan.name}, ${texts.billing.interval[interval].adverb}`}
                  className={buttonStyles({ variant: chosen ? 'primary' : 'secondary', size: 'sm', className: 'mt-3' })}
                >
                  <ChooseLabel />
                </Link>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** Turns while the server works out what the choice would cost. */
function ChooseLabel() {
  const { pending } = useLinkStatus()
  return (
    <>
      {pending && <Spinner />}
      {texts.portal.change.choose}
    </>
  )
}
