import { createCoupon } from '@/lib/discounts/create-coupon'
import { listPaymentMethods } from '@/lib/payments/read-payments'
import { creditInvoice } from '@/lib/payments/credit-invoice'
import { listAddOns, listPlans } from '@/lib/catalog/read-catalog'
import { updateBillingDetails } from '@/lib/customers/update-billing-details'
import { createEndpoint } from '@/lib/outbound/create-endpoint'
import { sendTestEvent } from '@/lib/outbound/send-test-event'
import { addOverride } from '@/lib/entitlements/manage-overrides'
import { giveCustomerCredit } from '@/lib/payments/give-customer-credit'
import { applyCoupon } from '@/lib/subscriptions/apply-coupon'
import { findRefundSlice } from '../lists-store'
import { ACTOR, BERLIN, newCustomer, START, subscribedCustomer, work } from '@/lib/runtime/testing/world'

/** A customer who has one of everything. */
export async function furnishedCustomer() {
  const { customerId, subscriptionId, invoiceId, paymentId } = await subscribedCustomer()
  const note = await creditInvoice({
    invoiceId,
    request: { amount: 100n },
    to: 'balance',
    reason: 'goodwill',
    actor: ACTOR,
    now: START,
  })
  const { endpoint } = await createEndpoint({
    customerId,
    endpoint: { url: 'https://example.com/hooks', description: '', eventTypes: [] },
    actor: ACTOR,
    now: START,
  })
  const { deliveryId } = await sendTestEvent({ endpointId: endpoint.id, within: undefined, actor: ACTOR, now: START })
  const [method] = await listPaymentMethods(customerId)
  const { grantId } = await giveCustomerCredit({
    customerId,
    amount: 500n,
    note: 'A slow answer',
    expiresAt: null,
    actor: ACTOR,
    now: START,
  })
  const couponId = await newCoupon(`OWN-${customerId.slice(-10).toUpperCase()}`)
  const { discountId } = await applyCoupon({ subscriptionId, couponId, actor: ACTOR, now: START })
  const { overrideId } = await addOverride({
    customerId,
    feature: 'api',
    value: 'true',
    reason: 'Promised',
    expiresAt: null,
    actor: ACTOR,
    now: START,
  })
  const refunded = await creditInvoice({
    invoiceId,
    request: { amount: 100n },
    to: 'refund',
    reason: 'goodwill',
    actor: ACTOR,
    now: START,
  })
  await work()
  const [refund] = await findRefundSlice(
    { creditNoteId: refunded.creditNoteId, statuses: [] },
    { from: null, backwards: false, take: 1 },
  )
  return {
    whe: endpoint.id,
    dlv: deliveryId,
    cus: customerId,
    sub: subscriptionId,
    inv: invoiceId,
    pay: paymentId!,
    cn: note.creditNoteId,
    pm: method!.id,
    crd: grantId,
    cpn: couponId,
    dis: discountId,
    ovr: overrideId,
    ref: refund!.id,
  }
}

/** A customer with an address and nothing else. */
export async function bareCustomer(name = 'Bare GmbH'): Promise<string> {
  const customerId = await newCustomer(name)
  await updateBillingDetails({ customerId, details: { ...BERLIN, name }, actor: ACTOR, now: START })
  return customerId
}

export async function priceIds(): Promise<string[]> {
  return [...(await listPlans()), ...(await listAddOns())].flatMap(({ prices }) => prices.map(({ id }) => id))
}

export async function newCoupon(code: string): Promise<string> {
  const coupon = {
    name: 'Spring',
    off: { percentOff: '10' },
    cycles: 3,
    planCodes: [],
    maxRedemptions: null,
    perCustomer: null,
    firstTimeOnly: false,
    minimumAmount: null,
    redeemBy: null,
    code,
  }
  return (await createCoupon({ coupon, actor: ACTOR, now: START })).couponId
}
