import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Suspense } from 'react'
import { requireMember } from '@/app/_server/guard'
import { stripeSetup } from '@/app/_server/stripe-setup'
import { Checkout } from '@/components/checkout/checkout'
import { TrialOffer } from '@/components/checkout/trial-offer'
import { countryOptions } from '@/components/format/countries'
import { texts } from '@/components/texts/en'
import { PageHeader } from '@/components/ui/page-header'
import { Stepper } from '@/components/ui/stepper'
import { listPlans } from '@/lib/catalog/read-catalog'
import { getCustomer } from '@/lib/customers/read-customers'
import { listSubscriptionDiscounts } from '@/lib/discounts/read-discounts'
import { getInvoiceDetail, searchInvoices } from '@/lib/invoices/read-invoices'
import { getCurrentSubscription, segmentAt, type SubscriptionContract } from '@/lib/subscriptions/read-subscriptions'
import { trialOffer } from '@/lib/subscriptions/start-trial'
import { startTrial } from '../subscription/lifecycle-actions'
import { previewCheckout, startCheckout } from './actions'
import { readCheckoutPreview } from './read-preview'

export const metadata: Metadata = { title: texts.checkout.title }

interface CheckoutPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function CheckoutPage({ searchParams }: CheckoutPageProps) {
  const { customer: member, now } = await requireMember('billing.manage')
  const [params, plans, customer, contract] = await Promise.all([
    searchParams,
    listPlans(),
    getCustomer(member.id),
    getCurrentSubscription(member.id),
  ])
  const prices = plans.flatMap((plan) => plan.prices.map((price) => ({ ...price, planCode: plan.code })))
  const asked =
    prices.find(({ id }) => id === params.price) ??
    prices.find(
      ({ planCode, interval }) =>
        planCode === params.plan && interval === (params.interval === 'year' ? 'YEAR' : 'MONTH'),
    )
  if (contract && contract.status !== 'INCOMPLETE') {
    redirect(`/portal/subscription/change${asked ? `?price=${asked.id}` : ''}`)
  }
  if (contract && (await isBeingPaid(contract))) redirect(`/portal/checkout/complete?subscription=${contract.id}`)

  const waiting = contract && prices.find(({ id }) => id === segmentAt(contract, now).priceId)
  const chosen = asked ?? waiting ?? prices.find(({ planCode }) => planCode === 'professional') ?? prices[0]
  if (!chosen) throw new Error('No plan is on sale.')
  const details = {
    name: customer.name,
    email: customer.email,
    isBusiness: customer.isBusiness,
    addressLine1: customer.addressLine1 ?? '',
    addressLine2: customer.addressLine2 ?? '',
    postalCode: customer.postalCode ?? '',
    city: customer.city ?? '',
    region: customer.region ?? '',
    country: customer.country ?? '',
    vatId: customer.vatId ?? '',
  }
  const [redeemed] = contract ? await listSubscriptionDiscounts(contract.id) : []
  const promotionCode =
    typeof params.code === 'string' ? params.code.slice(0, 60) : (redeemed?.promotionCode?.code ?? '')
  const preview = await readCheckoutPreview({ priceId: chosen.id, promotionCode, buyer: details, customer, now })
  const trialDays = contract ? 0 : await trialOffer({ customerId: member.id, priceId: chosen.id })
  const t = texts.checkout

  return (
    <>
      <PageHeader title={t.title} actions={<Stepper label={t.steps.label} steps={t.steps.items} current={1} />} />
      {trialDays > 0 && <TrialOffer days={trialDays} priceId={chosen.id} start={startTrial} />}
      <Suspense>
        <Checkout
          plans={plans}
          initialPriceId={chosen.id}
          initialPromotionCode={promotionCode}
          initialDetails={details}
          initialPreview={preview}
          countries={countryOptions()}
          timeZone={customer.timeZone}
          stripe={stripeSetup()}
          resumed={contract !== null}
          preview={previewCheckout}
          start={startCheckout}
        />
      </Suspense>
    </>
  )
}

/** True once the money is on its way: then there is nothing left to fill in. */
async function isBeingPaid(contract: SubscriptionContract): Promise<boolean> {
  const { rows } = await searchInvoices({ customerId: contract.customerId, page: 1, pageSize: 5 })
  const invoice = rows.find(({ subscriptionId }) => subscriptionId === contract.id)
  if (!invoice) return false
  const { payments } = await getInvoiceDetail({ id: invoice.id, customerId: contract.customerId })
  return payments.some(({ status }) => status === 'PROCESSING' || status === 'SUCCEEDED' || status === 'UNKNOWN')
}
