import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { Money } from '@/components/ui/money'
import { Spinner } from '@/components/ui/spinner'

/** What a credit note says, and how its total is settled. */
export interface CreditFigures {
  net: bigint
  tax: bigint
  total: bigint
  toReceivable: bigint
  toRefund: bigint
  toCustomerCredit: bigint
  toOutside: bigint
}

interface CreditSumsProps {
  sums: CreditFigures | null
  currency: string
  asking: boolean
  problem: string | null
  /** Said while nothing is asked for. */
  hint: string
}

/** The live preview of a credit note: net, VAT, total, and where it goes. */
export function CreditSums({ sums, currency, asking, problem, hint }: CreditSumsProps) {
  const t = texts.admin.refund
  const settled = (Object.keys(t.parts) as (keyof typeof t.parts)[]).filter((part) => sums && sums[part] > 0n)
  const row = (label: string, value: bigint | undefined, className?: string) => (
    <div key={label} className={cn('flex justify-between gap-6', className)}>
      <dt>{label}</dt>
      <dd>{value === undefined ? '…' : <Money amount={value} currency={currency} />}</dd>
    </div>
  )
  return (
    <section aria-live="polite" className="rounded-lg border border-line bg-sunken/60 px-3.5 py-3 text-sm">
      <p className="mb-1.5 flex items-center gap-2 text-xs text-ink-faint">
        {t.preview}
        {asking && !sums && !problem && <Spinner className="size-3.5" />}
      </p>
      {!asking ? (
        <p className="text-ink-muted">{hint}</p>
      ) : problem ? (
        <p className="text-critical">{problem}</p>
      ) : (
        <dl className={cn('flex flex-col gap-1', !sums && 'opacity-40')}>
          {row(t.net, sums?.net)}
          {row(t.vat, sums?.tax)}
          {row(t.total, sums?.total, 'border-t border-line pt-1.5 font-semibold')}
          {settled.map((part) => row(t.parts[part], sums?.[part], 'text-ink-muted'))}
        </dl>
      )}
    </section>
  )
}
