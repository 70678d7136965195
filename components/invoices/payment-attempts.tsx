import { methodName } from '@/components/billing/method-label'
import { Status } from '@/components/billing/status'
import type { MethodView } from '@/components/billing/types'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { Money } from '@/components/ui/money'

export interface PaymentView {
  id: string
  status: string
  amount: bigint
  amountRefunded: bigint
  currency: string
  createdAt: string
  method: Pick<MethodView, 'type' | 'brand' | 'last4'> | null
  /** Why it was refused, for people; null if it was not. */
  failure: string | null
  disputed: boolean
}

/** Every attempt to collect, with the reason of those that failed. */
export function PaymentAttempts({ payments, timeZone }: { payments: PaymentView[]; timeZone: string }) {
  const t = texts.portal.invoice
  return (
    <Section id="payments" title={t.payments} flush>
      {payments.length === 0 ? (
        <p className="px-5 py-4 text-sm text-ink-muted">{t.noPayments}</p>
      ) : (
        <ul className="divide-y divide-line">
          {payments.map((payment) => (
            <li key={payment.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-sm sm:px-5">
              <Status kind="payment" status={payment.disputed ? 'DISPUTED' : payment.status} />
              <span className="min-w-0 flex-1 basis-40">
                <span className="text-ink-muted">
                  <DateTime value={payment.createdAt} show="instant" timeZone={timeZone} />
                  {payment.method && ` ${t.on(methodName(payment.method))}`}
                </span>
                {payment.failure && <span className="block text-critical">{payment.failure}</span>}
                {payment.amountRefunded > 0n && (
                  <span className="block text-ink-muted tabular">
                    {t.refunded(formatMoney(payment.amountRefunded, { currency: payment.currency }))}
                  </span>
                )}
              </span>
              <Money amount={payment.amount} currency={payment.currency} className="font-medium" />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
