import { ChevronRight } from 'lucide-react'
import type { ExplanationStep, LineExplanation } from '@/lib/engine/explanation'
import { formatExactMoney } from '@/lib/engine/money'
import { formatDate, formatDateTime, formatPeriod } from '@/components/format/date-time'
import { formatMoney, SCREEN_LOCALE } from '@/components/format/money'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { taxLabel } from './tax-label'
import type { TaxView } from './types'

interface ExplanationProps {
  explanation: LineExplanation
  /** VAT on what the steps come to; minor units. */
  tax?: Pick<TaxView, 'category' | 'rate' | 'country' | 'reason'> & { taxable: bigint; tax: bigint }
  timeZone: string
  className?: string
}

/** Unfolds how a line came about, step by step, each with what it comes to. */
export function Explanation({ explanation, tax, timeZone, className }: ExplanationProps) {
  const t = texts.billing.explanation
  const { currency, period, steps } = explanation
  const money = (amount: string) => formatMoney(amount, { currency })
  return (
    <details className={cn('group text-xs', className)}>
      <summary className="inline-flex cursor-pointer list-none items-center gap-1 rounded-sm text-accent-text underline decoration-accent-line underline-offset-4 hover:decoration-current [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        {t.why}
      </summary>
      <div className="mt-2 max-w-xl rounded-md border border-line bg-sunken/60 px-3.5 py-2.5 text-ink-muted">
        <ol className="flex flex-col gap-1.5">
          <Steps steps={steps} currency={currency} timeZone={timeZone} />
          {tax && (
            <li className="flex items-baseline justify-between gap-6">
              <span>
                {t.tax(taxLabel(tax), money(tax.taxable.toString()))}
                {texts.billing.tax.reasons[tax.reason] && (
                  <span className="block text-ink-faint">{texts.billing.tax.reasons[tax.reason]}</span>
                )}
              </span>
              <span className="font-medium whitespace-nowrap text-ink tabular">= {money(tax.tax.toString())}</span>
            </li>
          )}
        </ol>
        <p className="mt-2 border-t border-dashed border-line pt-2 text-ink-faint">
          {t.period(formatPeriod(period.start, period.end, { timeZone }))}
        </p>
      </div>
    </details>
  )
}

/** The steps themselves, as items of a list. */
export function Steps({
  steps,
  currency,
  timeZone,
}: {
  steps: readonly ExplanationStep[]
  currency: string
  timeZone: string
}) {
  const money = (amount: string) => formatMoney(amount, { currency })
  const exactly = (amount: string) => formatExactMoney({ amount, currency, locale: SCREEN_LOCALE })
  return steps.map((step, index) => (
    <li key={index} className="flex items-baseline justify-between gap-6">
      <span>{wording(step, { money, exactly, timeZone })}</span>
      <StepResult step={step} money={money} exactly={exactly} />
    </li>
  ))
}

interface Words {
  money: (amount: string) => string
  /** With the digits below a cent. */
  exactly: (amount: string) => string
}

/** What a step comes to; one that only states what was used comes to nothing yet. */
function StepResult({ step, money, exactly }: Words & { step: ExplanationStep }) {
  if (!('amount' in step) && step.kind !== 'DISCOUNT') return null
  const isExact = step.kind === 'TIER' || step.kind === 'PACKAGES' || step.kind === 'MONTHS'
  const amount = step.kind === 'DISCOUNT' ? (-BigInt(step.off)).toString() : step.amount
  return (
    <span className="font-medium whitespace-nowrap text-ink tabular">
      = {isExact ? exactly(amount) : money(amount)}
    </span>
  )
}

const units = (quantity: string) =>
  new Intl.NumberFormat(SCREEN_LOCALE, { maximumFractionDigits: 20 }).format(quantity as `${number}`)

function wording(step: ExplanationStep, { money, exactly, timeZone }: Words & { timeZone: string }): string {
  const t = texts.billing.explanation
  switch (step.kind) {
    case 'FULL_PRICE':
      return t.fullPrice(formatInteger(BigInt(step.quantity)), exactly(step.unitAmount))
    case 'SHARE': {
      const by = step.granularity === 'day' ? formatDate : formatDateTime
      const span = `${by(step.from, { timeZone })} – ${by(step.to, { timeZone })}`
      const parts = (value: string) => duration(Number(value), step.granularity)
      return t.share(parts(step.used), parts(step.whole), span)
    }
    case 'NOT_DUE':
      return t.notDue
    case 'ALREADY_BILLED':
      return t.alreadyBilled(money(step.billed))
    case 'CREDIT_LIMIT':
      return t.creditLimit(money(step.available))
    case 'DISCOUNT':
      return step.name ? t.discountNamed(step.name) : t.discount
    case 'USAGE': {
      if (step.included === null) return t.usedIncluded(units(step.quantity))
      if (step.included === '0') return t.used(units(step.quantity))
      const beyond = t.usedBeyond(units(step.quantity), units(step.included))
      if (!step.allowance) return beyond
      const { perMonth, months = null, used, whole } = step.allowance
      const cut = used && whole ? t.part(duration(Number(used), 'second'), duration(Number(whole), 'second')) : null
      return `${beyond} (${t.allowance(units(perMonth), months, cut)})`
    }
    case 'GROUPS': {
      const groups = step.groups.map(({ key, quantity }) => `${key || '–'} ${units(quantity)}`)
      return t.groups([...groups, ...(step.others ? [t.otherGroups(units(step.others))] : [])].join(', '))
    }
    case 'USAGE_SO_FAR':
      return t.soFar(formatDateTime(step.until, { timeZone }))
    case 'LATE_USAGE':
      return t.late
    case 'MONTHS':
      return t.months(step.months)
    case 'LEVEL_SHARE':
      return t.part(duration(Number(step.used), 'second'), duration(Number(step.whole), 'second'))
    case 'TIER':
      return step.flatAmount === '0'
        ? t.fullPrice(units(step.quantity), exactly(step.unitAmount))
        : t.tierWithFee(units(step.quantity), exactly(step.unitAmount), exactly(step.flatAmount))
    case 'PACKAGES':
      return t.packages(units(step.packages), units(step.packageSize), exactly(step.packageAmount))
    case 'USAGE_TOTAL':
      return t.usageTotal
    case 'CHARGE_LIMIT':
      return step.limit === 'MINIMUM' ? t.minimum : t.maximum
  }
}

/** Seconds as people read them: 1,036,800 → '12 days', 1,339,200 → '15 days 12 hours'. */
function duration(amount: number, granularity: 'day' | 'second'): string {
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat('en-GB', { style: 'unit', unit: name, unitDisplay: 'long' }).format(value)
  if (granularity === 'day') return unit(amount, 'day')
  const parts: [number, string][] = [
    [Math.floor(amount / 86_400), 'day'],
    [Math.floor((amount % 86_400) / 3600), 'hour'],
    [Math.floor((amount % 3600) / 60), 'minute'],
    [amount % 60, 'second'],
  ]
  return (
    parts
      .filter(([value]) => value > 0)
      .map(([value, name]) => unit(value, name))
      .join(' ') || unit(0, 'second')
  )
}
