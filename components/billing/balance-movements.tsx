import Link from 'next/link'
import { formatDate } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { DateTime } from '@/components/ui/date-time'
import { Money } from '@/components/ui/money'

export interface BalanceMovementView {
  id: string
  at: Date
  kind: string
  amount: bigint
  currency: string
  source: string
  note: string | null
  expiresAt: Date | null
  invoiceId: string | null
  invoiceNumber: string | null
}

interface BalanceMovementsProps {
  movements: BalanceMovementView[]
  timeZone: string
  /** Where invoices are shown. */
  invoices: string
}

/** Everything that moved a balance, newest first. */
export function BalanceMovements({ movements, timeZone, invoices }: BalanceMovementsProps) {
  const t = texts.balance
  if (movements.length === 0) return <p className="px-4 py-5 text-sm text-ink-muted sm:px-5">{t.empty}</p>
  return (
    <ul aria-label={t.movements} className="divide-y divide-line">
      {movements.map((movement) => (
        <li key={movement.id} className="flex items-baseline justify-between gap-4 px-4 py-3 text-sm sm:px-5">
          <span className="min-w-0">
            <span className="font-medium">{t.kinds[movement.kind] ?? movement.kind}</span>{' '}
            <span className="text-ink-muted">
              <DateTime value={movement.at} timeZone={timeZone} />
            </span>
            <span className="block text-ink-muted">
              {movement.invoiceId ? (
                <Link
                  href={`${invoices}/${movement.invoiceId}`}
                  className="underline decoration-line-strong/50 underline-offset-4 hover:decoration-current"
                >
                  {t.onInvoice(movement.invoiceNumber ?? '')}
                </Link>
              ) : (
                [
                  movement.note ?? t.sources[movement.source] ?? movement.source,
                  movement.kind === 'granted' && movement.expiresAt
                    ? t.expires(formatDate(movement.expiresAt, { timeZone }))
                    : null,
                ]
                  .filter(Boolean)
                  .join(', ')
              )}
            </span>
          </span>
          <Money amount={movement.amount} currency={movement.currency} className="font-medium whitespace-nowrap" />
        </li>
      ))}
    </ul>
  )
}
