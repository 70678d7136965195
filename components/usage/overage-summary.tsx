import { formatDate } from '@/components/format/date-time'
import { formatMoney } from '@/components/format/money'
import { formatPercent } from '@/components/format/number'
import { Steps } from '@/components/billing/explanation'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { Money } from '@/components/ui/money'
import { ChevronRight } from 'lucide-react'
import { quantityText } from './quantity-text'
import type { OverageView } from './types'

interface OverageSummaryProps {
  overages: OverageView[]
  currency: string
  /** When the period ends. */
  until: string
  spendCap: bigint | null
  timeZone: string
}

/** What use beyond the plan comes to, so far and by the end of the period, and how. */
export function OverageSummary({ overages, currency, until, spendCap, timeZone }: OverageSummaryProps) {
  const t = texts.usage.portal
  const sum = (pick: (overage: OverageView) => bigint) => overages.reduce((total, each) => total + pick(each), 0n)
  const [now, projected] = [sum(({ amount }) => amount), sum(({ projectedAmount }) => projectedAmount)]
  const costly = overages.filter(({ amount, projectedAmount }) => amount > 0n || projectedAmount > 0n)
  const date = formatDate(until, { timeZone })
  return (
    <Section id="overage" title={t.overageTitle} description={costly.length === 0 ? t.overageNone : t.overageText}>
      {costly.length > 0 && (
        <>
          <dl className="grid gap-x-10 gap-y-3 sm:flex">
            <div>
              <dt className="text-sm text-ink-muted">{t.overageNow}</dt>
              <dd>
                <Money amount={now} currency={currency} className="text-3xl font-semibold tracking-[-0.03em]" />
              </dd>
            </div>
            <div>
              <dt className="text-sm text-ink-muted">{t.overageProjected(date)}</dt>
              <dd>
                <Money
                  amount={projected}
                  currency={currency}
                  className="text-3xl font-semibold tracking-[-0.03em] text-ink-muted"
                />
              </dd>
            </div>
          </dl>
          {spendCap !== null && <CapBar now={now} cap={spendCap} currency={currency} />}
          <ul className="mt-5 divide-y divide-line border-t border-line">
            {costly.map((overage) => (
              <li key={overage.code} className="py-3">
                <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 text-sm">
                  <span className="font-medium">{overage.name}</span>
                  <span className="text-ink-muted">
                    <Money amount={overage.amount} currency={currency} className="font-medium text-ink" />
                    {' · '}
                    {t.projected(formatMoney(overage.projectedAmount, { currency }))}
                  </span>
                </div>
                <HowComputed overage={overage} currency={currency} timeZone={timeZone} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

function CapBar({ now, cap, currency }: { now: bigint; cap: bigint; currency: string }) {
  const t = texts.usage.portal
  const share = cap === 0n ? 1 : Number(now) / Number(cap)
  return (
    <div className="mt-4 max-w-md">
      <div className="flex items-baseline justify-between gap-4 text-xs text-ink-muted">
        <span>{t.cap}</span>
        <span className="tabular">{t.capAt(formatMoney(now, { currency }), formatMoney(cap, { currency }))}</span>
      </div>
      <div
        role="meter"
        aria-label={t.cap}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.round(share * 100))}
        aria-valuetext={formatPercent(share, { digits: 0 })}
        className="mt-1 h-1.5 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset"
      >
        <div
          className={share >= 1 ? 'h-full bg-critical-solid' : 'h-full bg-brass'}
          style={{ width: `${Math.min(100, share * 100).toFixed(1)}%` }}
        />
      </div>
    </div>
  )
}

/** Unfolds the price of what was used so far. */
function HowComputed({ overage, currency, timeZone }: { overage: OverageView; currency: string; timeZone: string }) {
  const t = texts.usage.portal
  const { explanation, name, unit, projectedQuantity, projectedAmount } = overage
  return (
    <details className="group mt-1 text-xs">
      <summary className="inline-flex cursor-pointer list-none items-center gap-1 rounded-sm text-accent-text underline decoration-accent-line underline-offset-4 hover:decoration-current [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        {t.howComputed}
        <span className="sr-only">: {name}</span>
      </summary>
      <div className="mt-2 max-w-xl rounded-md border border-line bg-sunken/60 px-3.5 py-2.5 text-ink-muted">
        {explanation.map((steps, index) => (
          <ol
            key={index}
            className="flex flex-col gap-1.5 not-first:mt-2 not-first:border-t not-first:border-dashed not-first:border-line not-first:pt-2"
          >
            <Steps steps={steps} currency={currency} timeZone={timeZone} />
          </ol>
        ))}
        <p className="mt-2 flex items-baseline justify-between gap-6 border-t border-dashed border-line pt-2">
          <span>{t.projectedUse(quantityText(projectedQuantity, unit))}</span>
          <Money amount={projectedAmount} currency={currency} className="font-medium text-ink" />
        </p>
      </div>
    </details>
  )
}
