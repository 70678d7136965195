import { Info } from 'lucide-react'
import Link from 'next/link'
import { formatDate } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Money } from '@/components/ui/money'
import { Tooltip } from '@/components/ui/tooltip'
import { STAFF_TIME_ZONE } from './time-zone'

interface MovementSummaryProps {
  currency: string
  opening: { at: Date; mrr: bigint }
  closing: bigint
  movements: { kind: string; amount: bigint; customers: number }[]
  /** The rows behind a movement. */
  hrefOf: (kind: string) => string | null
}

/** From the MRR at the beginning of the range to the MRR now, step by step. */
export function MovementSummary({ currency, opening, closing, movements, hrefOf }: MovementSummaryProps) {
  const t = texts.admin.dashboard
  const row = 'flex items-baseline justify-between gap-4 py-2'
  return (
    <Section title={t.movementsTitle} className="h-full">
      <dl className="flex flex-col divide-y divide-line text-sm">
        <div className={row}>
          <dt className="text-ink-muted">{t.opening(formatDate(opening.at, { timeZone: STAFF_TIME_ZONE }))}</dt>
          <dd>
            <Money amount={opening.mrr} currency={currency} />
          </dd>
        </div>
        {movements.map(({ kind, amount, customers }) => {
          const href = hrefOf(kind)
          const label = t.movements[kind]
          return (
            <div key={kind} className={row}>
              <dt className="flex items-center gap-1.5">
                {href && customers > 0 ? (
                  <Link
                    href={href}
                    className="text-accent-text underline decoration-accent-line underline-offset-4 hover:decoration-current"
                  >
                    {label}
                  </Link>
                ) : (
                  label
                )}
                <Tooltip content={t.movementDefinitions[kind]}>
                  <button
                    type="button"
                    aria-label={t.movementDefinitions[kind]}
                    className="rounded-full text-ink-faint hover:text-ink"
                  >
                    <Info aria-hidden className="size-3.5" />
                  </button>
                </Tooltip>
                <span className="text-xs text-ink-faint tabular">{customers > 0 && customers}</span>
              </dt>
              <dd className={cn('font-medium', amount > 0n && 'text-positive', amount < 0n && 'text-critical')}>
                <Money amount={amount} currency={currency} sign="always" />
              </dd>
            </div>
          )
        })}
        <div className={cn(row, 'font-semibold')}>
          <dt>{t.closing}</dt>
          <dd>
            <Money amount={closing} currency={currency} />
          </dd>
        </div>
      </dl>
    </Section>
  )
}
