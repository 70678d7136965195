import { ConfirmAction } from '@/components/admin/confirm-action'
import { BalanceMovements } from '@/components/billing/balance-movements'
import { PreviewedAction } from '@/components/billing/previewed-action'
import { formatDate } from '@/components/format/date-time'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { Money } from '@/components/ui/money'
import { getBalance, listBalanceMovements, listCreditGrants } from '@/lib/balance/read-balance'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { giveCustomerCredit, previewGiveCredit, withdrawCustomerCredit } from './balance-actions'

const FEW = 50

/** A customer's credit, what moved it, and what staff may do about it. */
export async function BalanceSection({
  customer,
  mayGive,
  now,
}: {
  customer: CustomerRow
  mayGive: boolean
  now: Date
}) {
  const { id: customerId, currency, timeZone } = customer
  const [balance, movements, grants] = await Promise.all([
    getBalance({ customerId, currency, now }),
    listBalanceMovements(customerId, FEW),
    mayGive ? listCreditGrants(customerId, FEW) : [],
  ])
  const t = texts.balance.admin
  const ours = grants.filter(({ source, remaining }) => source === 'manual' && remaining > 0n)
  return (
    <Section
      id="balance"
      flush
      title={texts.balance.title}
      description={<Money amount={balance} currency={currency} className="text-base font-semibold text-ink" />}
      actions={
        mayGive && (
          <PreviewedAction
            label={t.give}
            size="sm"
            title={t.giveTitle}
            description={t.giveText}
            fields={[
              { name: 'amount', label: t.amount, kind: 'text' },
              { name: 'note', label: t.note, kind: 'text', hint: t.noteHint },
              { name: 'lastDay', label: t.expires, kind: 'date', optional: true },
            ]}
            initial={{ id: customerId, amount: '', note: '', lastDay: '' }}
            preview={previewGiveCredit}
            action={giveCustomerCredit}
            confirmLabel={t.give}
            doneText={t.given}
          />
        )
      }
    >
      {ours.length > 0 && (
        <ul className="divide-y divide-line border-b border-line bg-sunken/50">
          {ours.map(({ id, remaining, note, expiresAt }) => {
            const left = formatMoney(remaining, { currency })
            return (
              <li key={id} className="flex items-center justify-between gap-4 px-4 py-2.5 text-sm sm:px-5">
                <span className="min-w-0 text-ink-muted">
                  <span className="font-medium text-ink tabular">{t.left(left)}</span>{' '}
                  {[note, expiresAt && texts.balance.expires(formatDate(expiresAt, { timeZone }))]
                    .filter(Boolean)
                    .join(', ')}
                </span>
                <ConfirmAction
                  danger
                  variant="ghost"
                  label={t.withdraw}
                  title={t.withdrawTitle(left)}
                  consequences={t.withdrawConsequences}
                  confirmLabel={t.withdraw}
                  doneText={t.withdrawn}
                  action={withdrawCustomerCredit}
                  id={`${customerId} ${id}`}
                />
              </li>
            )
          })}
        </ul>
      )}
      <BalanceMovements movements={movements} timeZone={timeZone} invoices="/admin/invoices" />
    </Section>
  )
}
