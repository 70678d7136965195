import type { Metadata } from 'next'
import { requireMember } from '@/app/_server/guard'
import { BalanceMovements } from '@/components/billing/balance-movements'
import { formatDate } from '@/components/format/date-time'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { Money } from '@/components/ui/money'
import { PageHeader } from '@/components/ui/page-header'
import { getBalance, listBalanceMovements, listCreditGrants } from '@/lib/balance/read-balance'
import { getCustomer } from '@/lib/customers/read-customers'

export const metadata: Metadata = { title: texts.balance.title }

const MOST = 200

export default async function BalancePage() {
  const { customer, now } = await requireMember('portal.view')
  const { id: customerId, timeZone } = customer
  const { currency } = await getCustomer(customerId)
  const [balance, movements, grants] = await Promise.all([
    getBalance({ customerId, currency, now }),
    listBalanceMovements(customerId, MOST),
    listCreditGrants(customerId, MOST),
  ])
  const [soonest] = grants
    .filter(({ remaining, expiresAt }) => remaining > 0n && expiresAt !== null && expiresAt > now)
    .toSorted((a, b) => a.expiresAt!.getTime() - b.expiresAt!.getTime())
  const t = texts.balance
  return (
    <>
      <PageHeader title={t.title} description={t.description} />
      <section className="mb-5 rounded-lg border border-line bg-surface px-5 py-5 shadow-card sm:px-6">
        <Money amount={balance} currency={currency} className="text-4xl font-semibold tracking-[-0.035em]" />
        {soonest?.expiresAt && (
          <p className="mt-1 text-sm text-ink-muted">
            {t.next(formatMoney(soonest.remaining, { currency }), formatDate(soonest.expiresAt, { timeZone }))}
          </p>
        )}
      </section>
      <Section id="movements" title={t.movements} flush>
        <BalanceMovements movements={movements} timeZone={timeZone} invoices="/portal/invoices" />
      </Section>
    </>
  )
}
