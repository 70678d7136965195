import { Check, Minus } from 'lucide-react'
import type { Plan } from '@/lib/catalog/types'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { includedText } from './included-text'
import { overageText } from './overage-text'

interface PlanComparisonProps {
  plans: Plan[]
  /** Marks the plan the customer has. */
  currentCode?: string
  className?: string
}

/** Every limit and feature, plan by plan. Scrolls sideways on phones with the names in place. */
export function PlanComparison({ plans, currentCode, className }: PlanComparisonProps) {
  const t = texts.site.comparison
  const meters = plans.at(-1)?.allowances ?? []
  const features = [...plans].sort((a, b) => b.features.length - a.features.length)[0]?.features ?? []
  const rowHead =
    'sticky left-0 z-10 bg-surface py-2.5 pr-4 pl-4 text-left text-sm font-normal text-ink-muted sm:pl-5 max-sm:max-w-36'
  const cell = 'px-3 py-2.5 text-sm tabular last:pr-5'
  const group = (title: string) => (
    <tr>
      <th
        scope="colgroup"
        colSpan={plans.length + 1}
        className="bg-sunken/60 px-4 py-2 text-left text-sm font-semibold sm:px-5"
      >
        {title}
      </th>
    </tr>
  )
  return (
    <div
      role="region"
      aria-label={t.table}
      tabIndex={0}
      className={cn('relative overflow-x-auto rounded-xl border border-line bg-surface shadow-card', className)}
    >
      <table className="w-full min-w-[34rem] border-collapse [&_tr]:border-b [&_tr]:border-line [&_tr:last-child]:border-0">
        <thead>
          <tr>
            <th className="sticky left-0 z-10 w-2/5 bg-surface" scope="col">
              <span className="sr-only">{t.feature}</span>
            </th>
            {plans.map((plan) => (
              <th key={plan.id} scope="col" className="px-3 py-3.5 text-left text-sm font-semibold last:pr-5">
                {plan.name}
                {plan.code === currentCode && (
                  <span className="block text-xs font-normal text-ink-faint">{t.current}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {group(t.limits)}
          {meters.map((meter) => (
            <tr key={meter.meter}>
              <th scope="row" className={rowHead}>
                {meter.name}
                {meter.meter === 'api_calls' || meter.meter === 'sms' ? t.aMonth : ''}
              </th>
              {plans.map((plan) => {
                const allowance = plan.allowances.find((one) => one.meter === meter.meter)
                return (
                  <td key={plan.id} className={cell}>
                    {!allowance || allowance.included === 0n ? <No /> : includedText(allowance)}
                    {allowance?.overage && (
                      <span className="block text-xs text-ink-faint">{overageText(allowance)}</span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
          {group(t.features)}
          {features.map((feature) => (
            <tr key={feature.code}>
              <th scope="row" className={rowHead}>
                <span className="text-ink">{feature.name}</span>
                <span className="block text-xs text-ink-faint max-sm:hidden">{feature.description}</span>
              </th>
              {plans.map((plan) => {
                const value = plan.features.find(({ code }) => code === feature.code)?.value ?? 'false'
                return (
                  <td key={plan.id} className={cell}>
                    {value === 'true' ? <Yes /> : value === 'false' ? <No /> : value}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Yes = () => (
  <>
    <Check aria-hidden className="size-4.5 text-accent-text" />
    <span className="sr-only">{texts.site.comparison.yes}</span>
  </>
)

const No = () => (
  <>
    <Minus aria-hidden className="size-4 text-line-strong" />
    <span className="sr-only">{texts.site.comparison.no}</span>
  </>
)
