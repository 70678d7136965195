import { methodName } from '@/components/billing/method-label'
import { Status } from '@/components/billing/status'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { DateTime } from '@/components/ui/date-time'
import { Money } from '@/components/ui/money'
import type { PaymentListItem } from './payment-table'
import { StateBadge } from './state-badge'

export interface PaymentDetail extends Omit<PaymentListItem, 'customerName' | 'invoiceNumber' | 'invoiceId'> {
  processor: string
  processorRef: string | null
  refunds: {
    id: string
    status: string
    amount: bigint
    createdAt: Date
    settledAt: Date | null
    processorRef: string | null
    creditNote: string | null
  }[]
  disputes: { id: string; status: string; amount: bigint; reason: string; openedAt: Date }[]
}

/** Every attempt to collect an invoice, with what was given back of it and what is disputed. */
export function PaymentDetails({ payments, timeZone }: { payments: PaymentDetail[]; timeZone: string }) {
  const t = texts.admin.payments
  return (
    <Section id="payments" title={t.title} flush>
      {payments.length === 0 ? (
        <p className="px-5 py-4 text-sm text-ink-muted">{texts.admin.customer.noPayments}</p>
      ) : (
        <ul className="divide-y divide-line">
          {payments.map((payment) => (
            <li key={payment.id} className="flex flex-col gap-2 px-4 py-3 text-sm sm:px-5">
              <div className="flex items-center justify-between gap-3">
                <span className="flex flex-wrap gap-1.5">
                  <Status kind="payment" status={payment.status} />
                  {payment.disputed && <Status kind="payment" status="DISPUTED" />}
                </span>
                <Money amount={payment.amount} currency={payment.currency} className="font-medium" />
              </div>
              <div className="text-ink-muted">
                {payment.failure && <p className="text-critical">{payment.failure}</p>}
                <p>
                  <DateTime value={payment.createdAt} show="instant" timeZone={timeZone} />,{' '}
                  {payment.attempt === 0 ? t.byCustomer.toLowerCase() : t.automatic(payment.attempt).toLowerCase()}
                </p>
                {payment.method && <p className="whitespace-nowrap tabular">{methodName(payment.method)}</p>}
                {payment.processorRef && (
                  <p className="flex items-center gap-1 font-mono text-xs text-ink-faint">
                    <span className="truncate">{payment.processorRef}</span>
                    <CopyButton value={payment.processorRef} label={texts.admin.invoice.paymentRef} />
                  </p>
                )}
              </div>
              {payment.refunds.map((refund) => (
                <div key={refund.id} className="flex flex-col gap-1 border-l-2 border-line pl-3">
                  <span className="flex items-center justify-between gap-3">
                    <StateBadge kind="refund" state={refund.status} />
                    <Money amount={-refund.amount} currency={payment.currency} />
                  </span>
                  <span className="text-ink-muted">
                    {refund.creditNote && <span className="whitespace-nowrap tabular">{refund.creditNote}, </span>}
                    <DateTime value={refund.settledAt ?? refund.createdAt} show="instant" timeZone={timeZone} />
                  </span>
                  {refund.status === 'FAILED' && (
                    <span className="text-critical">{texts.admin.invoice.refundFailed}</span>
                  )}
                </div>
              ))}
              {payment.disputes.map((dispute) => (
                <div key={dispute.id} className="flex flex-col gap-1 border-l-2 border-critical-line pl-3">
                  <span className="flex items-center justify-between gap-3">
                    <Status kind="payment" status="DISPUTED" />
                    <Money amount={dispute.amount} currency={payment.currency} />
                  </span>
                  <span className="text-ink-muted">
                    {dispute.reason.replaceAll('_', ' ')}, {dispute.status.toLowerCase()},{' '}
                    <DateTime value={dispute.openedAt} timeZone={timeZone} />
                  </span>
                </div>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
