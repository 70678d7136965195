import { Landmark } from 'lucide-react'
import { ConfirmAction } from '@/components/admin/confirm-action'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { TransferDialog } from '@/components/admin/transfer-dialog'
import { formatMoney } from '@/components/format/money'
import { formatInteger } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { DescriptionList } from '@/components/ui/description-list'
import { getDunningPolicy } from '@/lib/dunning/dunning-policy'
import { dunningState, getDunning } from '@/lib/dunning/read-dunning'
import { amountDue, amountPayable } from '@/lib/invoices/amount-due'
import type { InvoiceDetail } from '@/lib/invoices/read-invoices'
import { recordTransfer, writeOff } from '../../dunning/actions'

interface CollectionProps {
  invoice: InvoiceDetail
  /** Whether this member of staff may record money and give up claims. */
  mayManage: boolean
  isPaying: boolean
}

/** How the collection of an unpaid invoice stands, and what staff can do about it; nothing for a paid one. */
export async function Collection({ invoice, mayManage, isPaying }: CollectionProps) {
  const payable = amountPayable(invoice)
  if (payable <= 0n) return null
  const [dunning, { reclaimsVat }] = await Promise.all([getDunning(invoice.id), getDunningPolicy()])
  const t = texts.dunning
  const { id, currency } = invoice
  const number = invoice.number ?? ''
  const isSent = invoice.collectionMethod === 'SEND_INVOICE'
  const due = formatMoney(payable, { currency })
  if (!dunning && !mayManage) return null
  return (
    <Section
      title={t.title}
      footer={
        mayManage && (
          <div className="flex flex-wrap gap-2">
            <TransferDialog
              invoiceId={id}
              number={number}
              currency={currency}
              amountDue={payable}
              record={recordTransfer}
              trigger={
                <Button variant="secondary" size="sm">
                  <Landmark aria-hidden />
                  {t.transfer}
                </Button>
              }
            />
            {amountDue(invoice) > 0n && !isPaying && invoice.reason !== 'SUBSCRIPTION_START' && (
              <ConfirmAction
                label={t.writeOff}
                variant="ghost"
                danger
                title={t.writeOffTitle(number)}
                consequences={[
                  t.writeOffLoss(due),
                  reclaimsVat ? t.writeOffVat : t.writeOffNoVat,
                  t.writeOffSubscription,
                ]}
                confirmLabel={t.writeOffConfirm}
                doneText={t.writtenOff}
                action={writeOff}
                id={id}
              />
            )}
          </div>
        )
      }
    >
      {dunning ? (
        <DescriptionList
          items={[
            {
              term: t.state,
              value: isSent && dunningState(dunning) === 'RUNNING' ? t.reminding : t.states[dunningState(dunning)],
            },
            { term: t.step, value: formatInteger(dunning.attempts) },
            { term: t.last, value: isSent ? t.sent : (dunning.lastFailure?.replaceAll('_', ' ') ?? '–') },
            ...(dunning.giveUpAt
              ? [
                  {
                    term: t.finalAction,
                    value: <DateTime value={dunning.giveUpAt} show="instant" timeZone={STAFF_TIME_ZONE} />,
                  },
                ]
              : []),
          ]}
        />
      ) : (
        <p className="text-sm text-ink-muted">{t.none(due)}</p>
      )}
    </Section>
  )
}
