'use client'

import { Check } from 'lucide-react'
import Link from 'next/link'
import type { Plan } from '@/lib/catalog/types'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { IntervalSwitch, useInterval } from './interval-switch'
import { includedText } from './included-text'
import { priceOf, yearlySaving } from './plan-prices'

interface PlanCardsProps {
  plans: Plan[]
  /** Code of the plan that most customers take. */
  recommended: string
  signedIn?: boolean
}

/** The plans side by side with the switch between months and years. */
export function PlanCards({ plans, recommended, signedIn }: PlanCardsProps) {
  const [interval] = useInterval()
  const t = texts.site.plans
  return (
    <>
      <div className="flex justify-center">
        <IntervalSwitch />
      </div>
      <ul className="mt-8 grid items-stretch gap-4 md:grid-cols-3 lg:gap-5">
        {plans.map((plan, index) => {
          const price = priceOf(plan, interval)
          if (!price) return null
          const before = plans[index - 1]
          const added = plan.features.filter(
            (feature) => feature.code !== 'support' && !before?.features.some(({ code }) => code === feature.code),
          )
          const support = plan.features.find(({ code }) => code === 'support')
          const chosen = plan.code === recommended
          const checkout = `/portal/checkout?plan=${plan.code}&interval=${interval === 'YEAR' ? 'year' : 'month'}`
          return (
            <li
              key={plan.id}
              className={cn(
                'flex flex-col rounded-xl border bg-surface p-6 shadow-card',
                chosen ? 'border-accent ring-1 ring-accent' : 'border-line',
              )}
            >
              <div className="flex items-center justify-between gap-3">
                <h3 className="text-lg font-semibold tracking-tight">{plan.name}</h3>
                {chosen && (
                  <span className="rounded-full bg-accent px-2.5 py-0.5 text-xs font-medium text-accent-ink">
                    {t.recommended}
                  </span>
                )}
              </div>
              <p className="mt-1 min-h-11 text-sm text-ink-muted">{plan.description}</p>
              <p className="mt-4 flex items-baseline gap-2">
                <span className="text-4xl font-semibold tracking-[-0.035em] tabular">
                  {formatMoney(price.unitAmount, { currency: price.currency, trimZeros: true })}
                </span>
                <span className="text-sm text-ink-faint">{interval === 'YEAR' ? t.perYear : t.perMonth}</span>
              </p>
              <p className="mt-1 min-h-10 text-sm text-ink-muted">
                {interval === 'YEAR'
                  ? t.billedYearly(
                      formatMoney(price.unitAmount + yearlySaving(plan), { currency: price.currency, trimZeros: true }),
                      formatMoney(yearlySaving(plan), { currency: price.currency, trimZeros: true }),
                    )
                  : t.billedMonthly}
              </p>
              <Link
                href={signedIn ? checkout : `/sign-up?returnTo=${encodeURIComponent(checkout)}`}
                className={buttonStyles({ variant: chosen ? 'primary' : 'secondary', size: 'lg', className: 'mt-4' })}
              >
                {t.choose(plan.name)}
              </Link>
              <dl className="mt-6 grid grid-cols-3 gap-2 border-y border-line py-4">
                {plan.allowances
                  .filter(({ meter }) => ['buildings', 'units', 'users'].includes(meter))
                  .map((allowance) => (
                    <div key={allowance.meter} className="flex flex-col-reverse">
                      <dt className="text-xs text-ink-faint">{allowance.name}</dt>
                      <dd className="font-semibold tabular">{includedText(allowance)}</dd>
                    </div>
                  ))}
              </dl>
              <p className="mt-4 text-sm font-medium">{before ? t.everythingIn(before.name) : t.includes}</p>
              <ul className="mt-2.5 flex flex-col gap-2 text-sm text-ink-muted">
                {added.map((feature) => (
                  <li key={feature.code} className="flex gap-2.5">
                    <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
                    {feature.name}
                  </li>
                ))}
                {support && (
                  <li className="flex gap-2.5">
                    <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
                    {t.support(support.value)}
                  </li>
                )}
              </ul>
            </li>
          )
        })}
      </ul>
      <p className="mt-4 text-center text-sm text-ink-faint">{t.net}</p>
    </>
  )
}
