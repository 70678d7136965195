import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { requireMember } from '@/app/_server/guard'
import { ChangePreview, type ChangeSide } from '@/components/subscription/change-preview'
import { planDifferences } from '@/components/subscription/plan-differences'
import { PlanPicker } from '@/components/subscription/plan-picker'
import { SubscriptionSwitcher } from '@/components/subscription/subscription-switcher'
import { texts } from '@/components/texts/en'
import { Banner } from '@/components/ui/banner'
import { PageHeader } from '@/components/ui/page-header'
import { listPlans, type PriceRow } from '@/lib/catalog/read-catalog'
import { getCustomer } from '@/lib/customers/read-customers'
import { listPaymentMethods } from '@/lib/payments/read-payments'
import { BillingError } from '@/lib/platform/errors'
import { previewPlanChange } from '@/lib/subscriptions/change-plan'
import { segmentAt } from '@/lib/subscriptions/read-subscriptions'
import { toBreakdown, toMethodView } from '../../_views/money-views'
import { changePlan } from '../actions'
import { readShown } from '../read-shown'

export const metadata: Metadata = { title: texts.portal.change.title }

interface ChangePageProps {
  searchParams: Promise<{ id?: string | string[]; price?: string | string[] }>
}

export default async function ChangePage({ searchParams }: ChangePageProps) {
  const { customer, now } = await requireMember('billing.manage')
  const { id, price: asked } = await searchParams
  const { contract, choices } = await readShown({ customerId: customer.id, asked: id, now })
  if (!contract) redirect('/portal/checkout')
  const isOneOfSeveral = choices.length > 1
  const running = segmentAt(contract, now)
  const priceId = typeof asked === 'string' && asked !== running.priceId ? asked : null
  const [plans, buyer, methods, preview] = await Promise.all([
    listPlans(),
    getCustomer(customer.id),
    listPaymentMethods(customer.id),
    priceId ? readPreview({ customerId: customer.id, subscriptionId: contract.id, priceId, now }) : null,
  ])
  const method = methods.find(({ id }) => id === buyer.defaultPaymentMethodId)
  const found = preview?.found
  const t = texts.portal.change

  return (
    <>
      <PageHeader
        title={t.title}
        breadcrumb={[
          {
            label: texts.portal.subscription.title,
            href: `/portal/subscription${isOneOfSeveral ? `?id=${contract.id}` : ''}`,
          },
          { label: t.title },
        ]}
      />
      {isOneOfSeveral && (
        <SubscriptionSwitcher path="/portal/subscription/change" subscriptions={choices} shownId={contract.id} />
      )}
      <div className="flex flex-col gap-6">
        <h2 className="sr-only">{texts.site.nav.plans}</h2>
        <PlanPicker
          key={contract.id}
          plans={plans}
          subscriptionId={isOneOfSeveral ? contract.id : undefined}
          currentPriceId={running.priceId}
          chosenPriceId={priceId}
          initialInterval={
            plans.flatMap(({ prices }) => prices).find(({ id }) => id === priceId)?.interval ?? running.price.interval
          }
        />
        {!preview && <p className="text-sm text-ink-muted">{t.pickOne}</p>}
        {preview?.problem && (
          <Banner tone="caution" title={t.blocked}>
            {preview.problem}
          </Banner>
        )}
        {found && (
          <ChangePreview
            key={`${contract.id} ${found.price.id}`}
            subscriptionId={contract.id}
            priceId={found.price.id}
            current={toSide(found.currentPrice)}
            next={toSide(found.price)}
            timing={found.timing}
            effectiveAt={found.effectiveAt.toISOString()}
            previewedAt={found.previewedAt.toISOString()}
            dueToday={
              found.dueToday &&
              toBreakdown({
                lines: found.lines,
                invoice: found.dueToday,
                fromBalance: found.settlement?.fromBalance,
                currency: contract.currency,
              })
            }
            nextRenewal={
              found.nextRenewal && {
                at: found.nextRenewal.at.toISOString(),
                // What the balance then pays depends on what today's change takes of it: left out.
                breakdown: toBreakdown({ ...found.nextRenewal, fromBalance: 0n, currency: contract.currency }),
              }
            }
            {...differences(plans, found.currentPrice, found.price)}
            method={method ? toMethodView(method, buyer.defaultPaymentMethodId) : null}
            timeZone={customer.timeZone}
            change={changePlan}
          />
        )}
      </div>
    </>
  )
}

/** A change that is refused is a sentence on the page, not an error of the page. */
async function readPreview(input: Parameters<typeof previewPlanChange>[0]) {
  try {
    return { found: await previewPlanChange(input), problem: null }
  } catch (error) {
    if (error instanceof BillingError) return { found: null, problem: error.message }
    throw error
  }
}

const toSide = ({ plan, interval, unitAmount, currency }: PriceRow): ChangeSide => ({
  planName: plan.name,
  interval,
  unitAmount,
  currency,
})

function differences(plans: Awaited<ReturnType<typeof listPlans>>, from: PriceRow, to: PriceRow) {
  const before = plans.find(({ id }) => id === from.planId)
  const after = plans.find(({ id }) => id === to.planId)
  return before && after ? planDifferences(before, after) : { gains: [], losses: [] }
}
