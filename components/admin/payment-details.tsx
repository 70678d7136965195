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
              <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
                <span className="flex flex-wrap gap-1.5">
                  <Status kind="payment" status={payment.status} />
                  {payment.disputed && <Status kind="payment" status="DISPUTED" />}
                </span>
                <span className="min-w-0 flex-1 basis-48">
                  <DateTime value={payment.createdAt} show="instant" timeZone={timeZone} className="text-ink-muted" />
                  <span className="text-ink-muted">
                    {payment.method && `, ${methodName(payment.method)}`},{' '}
                    {payment.attempt === 0 ? t.byCustomer.toLowerCase() : t.automatic(payment.attempt).toLowerCase()}
                  </span>
                  {payment.failure && <span className="block text-critical">{payment.failure}</span>}
                  {payment.processorRef && (
                    <span className="flex items-center gap-1 font-mono text-xs text-ink-faint">
                      <span className="break-all">{payment.processorRef}</span>
                      <CopyButton value={payment.processorRef} label={texts.admin.invoice.paymentRef} />
                    </span>
                  )}
                </span>
                <Money amount={payment.amount} currency={payment.currency} className="font-medium" />
              </div>
              {payment.refunds.map((refund) => (
                <div
                  key={refund.id}
                  className="ml-1 flex flex-wrap items-baseline gap-x-3 gap-y-1 border-l-2 border-line pl-4"
                >
                  <StateBadge kind="refund" state={refund.status} />
                  <span className="min-w-0 flex-1 basis-40 text-ink-muted">
                    {refund.creditNote && <span className="tabular">{refund.creditNote}, </span>}
                    <DateTime value={refund.settledAt ?? refund.createdAt} show="instant" timeZone={timeZone} />
                    {refund.status === 'FAILED' && (
                      <span className="block text-critical">{texts.admin.invoice.refundFailed}</span>
                    )}
                  </span>
                  <Money amount={-refund.amount} currency={payment.currency} />
                </div>
              ))}
              {payment.disputes.map((dispute) => (
                <div
                  key={dispute.id}
                  className="ml-1 flex flex-wrap items-baseline gap-x-3 gap-y-1 border-l-2 border-critical-line pl-4"
                >
                  <Status kind="payment" status="DISPUTED" />
                  <span className="flex-1 text-ink-muted">
                    {dispute.reason.replaceAll('_', ' ')}, {dispute.status.toLowerCase()},{' '}
                    <DateTime value={dispute.openedAt} timeZone={timeZone} />
                  </span>
                  <Money amount={dispute.amount} currency={payment.currency} />
                </div>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
