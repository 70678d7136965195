import { formatPeriod } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { Money } from '@/components/ui/money'
import { taxLabel } from './tax-label'
import type { BreakdownView } from './types'

interface BreakdownProps {
  breakdown: BreakdownView
  timeZone: string
  totalLabel?: string
  className?: string
}

/** Lines, net, VAT per rate and total, like the foot of an invoice. */
export function Breakdown({ breakdown, timeZone, totalLabel = texts.billing.total, className }: BreakdownProps) {
  const { currency, lines, subtotal, discountTotal = 0n, taxes, total, fromBalance = 0n } = breakdown
  const hasSums = lines.length > 1 || taxes.length > 0 || discountTotal !== 0n
  const row = 'flex items-baseline justify-between gap-6'
  return (
    <dl className={cn('flex flex-col gap-2 text-sm', className)}>
      {lines.map((line, index) => (
        <div key={index} className={row}>
          <dt>
            {line.description}
            {line.from && line.to && (
              <span className="block text-xs text-ink-faint tabular">
                {formatPeriod(line.from, line.to, { timeZone })}
              </span>
            )}
          </dt>
          <dd>
            <Money amount={line.amount} currency={currency} />
          </dd>
        </div>
      ))}
      {hasSums && <div aria-hidden className="my-1 border-t border-dashed border-line" />}
      {hasSums && (
        <div className={cn(row, 'text-ink-muted')}>
          <dt>{texts.billing.net}</dt>
          <dd>
            <Money amount={subtotal} currency={currency} />
          </dd>
        </div>
      )}
      {discountTotal !== 0n && (
        <div className={cn(row, 'text-ink-muted')}>
          <dt>{texts.discounts.discount}</dt>
          <dd>
            <Money amount={-discountTotal} currency={currency} />
          </dd>
        </div>
      )}
      {taxes.map((tax) => (
        <div key={`${tax.category}-${tax.rate}-${tax.country}`} className={cn(row, 'text-ink-muted')}>
          <dt>{taxLabel(tax)}</dt>
          <dd>
            <Money amount={tax.tax} currency={currency} />
          </dd>
        </div>
      ))}
      <div className={cn(row, 'border-t border-line pt-2.5 font-semibold')}>
        <dt>{fromBalance > 0n ? texts.billing.total : totalLabel}</dt>
        <dd>
          <Money amount={total} currency={currency} />
        </dd>
      </div>
      {fromBalance > 0n && (
        <>
          <div className={cn(row, 'text-ink-muted')}>
            <dt>{texts.balance.fromBalance}</dt>
            <dd>
              <Money amount={-fromBalance} currency={currency} />
            </dd>
          </div>
          <div className={cn(row, 'border-t border-line pt-2.5 font-semibold')}>
            <dt>{totalLabel === texts.billing.total ? texts.balance.toPay : totalLabel}</dt>
            <dd>
              <Money amount={total - fromBalance} currency={currency} />
            </dd>
          </div>
        </>
      )}
    </dl>
  )
}
