import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { requireMember } from '@/app/_server/guard'
import { discountTerms } from '@/components/billing/discount-words'
import { Status } from '@/components/billing/status'
import { formatDate, formatPeriod } from '@/components/format/date-time'
import { formatMoney } from '@/components/format/money'
import { StatusBanner } from '@/components/portal/status-banner'
import { PlanComparison } from '@/components/site/plan-comparison'
import { CancelDialog } from '@/components/subscription/cancel-dialog'
import { SubscriptionSwitcher } from '@/components/subscription/subscription-switcher'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { DescriptionList } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import { listPlans } from '@/lib/catalog/read-catalog'
import { getCustomer } from '@/lib/customers/read-customers'
import { listSubscriptionDiscounts } from '@/lib/discounts/read-discounts'
import { listPaymentMethods } from '@/lib/payments/read-payments'
import { canBeCollected } from '@/lib/subscriptions/assert-can-pay'
import { addOnsAt, describeSubscription, segmentAt } from '@/lib/subscriptions/read-subscriptions'
import { toMethodView } from '../_views/money-views'
import { readNotice } from '../_views/read-notice'
import { cancelSubscription, undoPendingChange } from './actions'
import { AnotherSection } from './another-section'
import { LifecycleBar } from './lifecycle-bar'
import { readShown } from './read-shown'

export const metadata: Metadata = { title: texts.portal.subscription.title }

interface SubscriptionPageProps {
  searchParams: Promise<{ id?: string | string[] }>
}

export default async function SubscriptionPage({ searchParams }: SubscriptionPageProps) {
  const { customer, now, may } = await requireMember('portal.view')
  const { id: asked } = await searchParams
  const { contract, choices } = await readShown({ customerId: customer.id, asked, now })
  if (!contract) redirect('/portal')
  const [buyer, methodRows, plans, discounts] = await Promise.all([
    getCustomer(customer.id),
    listPaymentMethods(customer.id),
    listPlans(),
    listSubscriptionDiscounts(contract.id),
  ])
  const methods = methodRows.map((row) => toMethodView(row, buyer.defaultPaymentMethodId))
  const notice = await readNotice({ customerId: customer.id, contract, methods, now })
  const { price, quantity } = segmentAt(contract, now)
  const { timeZone } = customer
  const t = texts.portal.subscription
  const ends = contract.pendingChange?.kind === 'CANCEL'
  const periodEnd = formatDate(contract.currentPeriodEnd, { timeZone })
  const mayManage = may('billing.manage')

  return (
    <>
      <PageHeader
        title={t.title}
        badge={<Status kind="subscription" status={contract.status} />}
        actions={
          mayManage && (
            <>
              {!ends && (
                <CancelDialog
                  subscriptionId={contract.id}
                  planName={describeSubscription(contract, now)}
                  endsOn={periodEnd}
                  cancel={cancelSubscription}
                />
              )}
              <LifecycleBar contract={contract} canPay={canBeCollected(buyer)} now={now} />
              {contract.status !== 'PAUSED' && (
                <Link
                  href={`/portal/subscription/change${choices.length > 1 ? `?id=${contract.id}` : ''}`}
                  className={buttonStyles({})}
                >
                  {texts.portal.change.title}
                </Link>
              )}
            </>
          )
        }
      />
      {choices.length > 1 && (
        <SubscriptionSwitcher path="/portal/subscription" subscriptions={choices} shownId={contract.id} />
      )}
      {notice && (
        <StatusBanner
          notice={notice}
          timeZone={timeZone}
          undo={mayManage ? undoPendingChange : undefined}
          className="mb-5"
        />
      )}
      <Section
        title={describeSubscription(contract, now)}
        description={price.plan.description}
        className={mayManage ? 'mb-5' : 'mb-8'}
      >
        <DescriptionList
          layout="columns"
          items={[
            {
              term: t.price,
              value: (
                <span className="tabular">
                  {quantity > 1 && `${quantity} × `}
                  {formatMoney(price.unitAmount, { currency: price.currency })}{' '}
                  {texts.billing.interval[price.interval].per}, {t.netNote}
                </span>
              ),
            },
            ...(discounts.length === 0
              ? []
              : [
                  {
                    term: texts.discounts.discount,
                    value: discounts.map(({ id, coupon, endCycleIndex }) => (
                      <span key={id} className="block">
                        {coupon.name}: {discountTerms(coupon)}
                        {endCycleIndex !== null && ` (${texts.discounts.ended})`}
                      </span>
                    )),
                  },
                ]),
            ...addOnsAt(contract, now).map((item) => ({
              term: item.price.plan.name,
              value: (
                <span className="tabular">
                  {item.quantity} × {formatMoney(item.price.unitAmount, { currency: item.price.currency })}{' '}
                  {texts.billing.interval[item.price.interval].per}
                  {item.to && `, ${texts.lifecycle.rows.ends.toLowerCase()} ${formatDate(item.to, { timeZone })}`}
                </span>
              ),
            })),
            ...(contract.status === 'PAUSED'
              ? []
              : [
                  {
                    term: t.period,
                    value: formatPeriod(contract.currentPeriodStart, contract.currentPeriodEnd, { timeZone }),
                  },
                  { term: ends ? t.ends : t.renews, value: periodEnd },
                ]),
            { term: t.started, value: formatDate(contract.startedAt, { timeZone }) },
          ]}
        />
      </Section>
      {mayManage && (
        <AnotherSection
          plans={plans}
          currency={contract.currency}
          others={[...choices].sort((a, b) => Number(b.id === contract.id) - Number(a.id === contract.id))}
          hasMethod={methods.some(({ isDefault }) => isDefault)}
        />
      )}
      <h2 className="mb-3 text-base font-semibold tracking-tight">{t.compare}</h2>
      <PlanComparison plans={plans} currentCode={price.plan.code} />
    </>
  )
}
