import type { ReactNode } from 'react'
import { formatDate } from '@/components/format/date-time'
import { formatMoney } from '@/components/format/money'
import { Breakdown } from '@/components/billing/breakdown'
import type { BreakdownView } from '@/components/billing/types'
import { texts } from '@/components/texts/en'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'

export interface CheckoutPreview extends BreakdownView {
  /** When the next charge is due, ISO. */
  renewsAt: string
  /** What it then comes to: a discount may have ended. */
  renewalTotal: bigint
  /** The promotion code that was applied, or why it was not; null if there is none. */
  promotion: { name: string } | { problem: string } | null
  /** False until the country is known: then VAT is missing from the total. */
  taxKnown: boolean
  vatIdStatus?: string
  /** VIES does not answer, and its answer decides the VAT: the order has to wait for it, or go without the id. */
  vatIdPending: boolean
}

interface OrderSummaryProps {
  planName: string
  interval: 'MONTH' | 'YEAR'
  /** Of a year against twelve months; null for monthly. */
  saving: bigint | null
  preview: CheckoutPreview
  timeZone: string
  updating: boolean
  /** Where a promotion code is typed. */
  promotion: ReactNode
}

/** What will be charged, kept up to date while the address is typed. */
export function OrderSummary({
  planName,
  interval,
  saving,
  preview,
  timeZone,
  updating,
  promotion,
}: OrderSummaryProps) {
  const t = texts.checkout
  const reason = preview.taxes[0]?.reason
  return (
    <section aria-labelledby="order-summary" className="rounded-lg border border-line bg-surface shadow-card">
      <header className="flex items-start justify-between gap-4 px-5 pt-5">
        <div>
          <h2 id="order-summary" className="text-base font-semibold tracking-tight">
            {planName}
          </h2>
          <p className="text-sm text-ink-muted">{t.perInterval[interval]}</p>
        </div>
        {saving !== null && saving > 0n && (
          <Badge tone="accent">{t.saving(formatMoney(saving, { currency: preview.currency, trimZeros: true }))}</Badge>
        )}
      </header>
      <div aria-busy={updating} className={cn('px-5 pt-4 pb-5 transition-opacity', updating && 'opacity-55')}>
        <Breakdown breakdown={preview} timeZone={timeZone} totalLabel={t.dueToday} />
        <p className="mt-2 text-xs text-ink-faint">
          {preview.taxKnown ? (reason ? texts.billing.tax.reasons[reason] : null) : t.needCountry}
        </p>
      </div>
      <div className="border-t border-line px-5 py-3.5">{promotion}</div>
      <p className="border-t border-line px-5 py-3.5 text-sm text-ink-muted" aria-live="polite">
        {updating
          ? t.calculating
          : t.then(
              formatMoney(preview.renewalTotal, { currency: preview.currency }),
              formatDate(preview.renewsAt, { timeZone }),
            )}
      </p>
    </section>
  )
}
