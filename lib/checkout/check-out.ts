import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import type { BillingDetails } from '@/lib/customers/schemas'
import { updateBillingDetails } from '@/lib/customers/update-billing-details'
import { listDiscounts, listSubscriptionDiscounts } from '@/lib/discounts/read-discounts'
import { getInvoice, getInvoiceWithLines, listOpenInvoices } from '@/lib/invoices/read-invoices'
import { settleFromBalance } from '@/lib/invoices/settle-from-balance'
import { openPayment, type OpenedPayment } from '@/lib/payments/open-payment'
import { reactToClosed } from '@/lib/payments/react-to-closed'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { previewStart } from '@/lib/subscriptions/preview-start'
import { getCurrentSubscription, segmentAt, type SubscriptionContract } from '@/lib/subscriptions/read-subscriptions'
import { startSubscription } from '@/lib/subscriptions/start-subscription'
import { abandonCheckout } from './abandon-checkout'
import { waitForVatId } from './wait-for-vat-id'

export interface CheckOutInput {
  customerId: string
  priceId: string
  promotionCode?: string
  details: BillingDetails
  actor: Actor
  now: Date
}

export interface CheckOutResult extends Omit<OpenedPayment, 'paymentId'> {
  subscriptionId: string
  invoiceId: string
  /** null when there is nothing to pay: a discount took all of it, or the balance paid. */
  paymentId: string | null
}

/**
 * "Pay now" at the checkout: billing details, an INCOMPLETE subscription with its invoice, and a payment for the browser
 * to confirm. Pressed twice, reloaded or open in two tabs, it leads to the same subscription, invoice and payment; only
 * another plan or an address that changes the invoice puts a new one in place of the unpaid old one.
 * The balance pays first; when nothing is left to pay, the subscription is active at once.
 * Throws subscription_exists, price_not_available, payment_under_way, vat_id_being_checked, and what `redeemCoupon` throws.
 */
export async function checkOut({
  customerId,
  priceId,
  promotionCode,
  details,
  actor,
  now,
}: CheckOutInput): Promise<CheckOutResult> {
  await updateBillingDetails({ customerId, details, actor, now })
  await waitForVatId({ customerId, now })
  const outdated = await inTransaction((tx) => outdatedCheckout(tx, { customerId, priceId, promotionCode, now }))
  if (outdated) await abandonCheckout({ subscriptionId: outdated, actor, now })

  const { subscriptionId, invoiceId, closed } = await inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId)
    const waiting = await waitingCheckout(tx, customerId)
    if (waiting) return { ...waiting, closed: false }
    const { subscriptionId, invoice } = await startSubscription(tx, { customer, priceId, promotionCode, actor, now })
    const issued = await getInvoice(invoice.id, tx)
    const settled = await settleFromBalance(tx, { invoice: issued, now })
    const closed = settled.closed || issued.status === 'PAID'
    if (closed) await reactToClosed(tx, { invoice: settled.invoice, customer, methodId: null, now })
    return { subscriptionId, invoiceId: invoice.id, closed }
  })
  if (closed) return { subscriptionId, invoiceId, paymentId: null, clientSecret: null, status: 'SUCCEEDED' }
  const payment = await openPayment({ invoiceId, now })
  return { subscriptionId, invoiceId, ...payment }
}

async function waitingCheckout(tx: Transaction, customerId: string) {
  const contract = await getCurrentSubscription(customerId, tx)
  if (!contract) return null
  refuseIfRunning(contract)
  const [invoice] = await listOpenInvoices(tx, contract.id)
  return invoice ? { subscriptionId: contract.id, invoiceId: invoice.id } : null
}

function refuseIfRunning(contract: SubscriptionContract): void {
  if (contract.status !== 'INCOMPLETE') {
    throw conflict('subscription_exists', 'You have a subscription already: change its plan instead.', {
      subscriptionId: contract.id,
    })
  }
}

/** The waiting subscription that no longer is what the customer asks for, or null. */
async function outdatedCheckout(
  tx: Transaction,
  { customerId, priceId, promotionCode, now }: Omit<CheckOutInput, 'details' | 'actor'>,
): Promise<string | null> {
  const customer = await lockCustomer(tx, customerId)
  const contract = await getCurrentSubscription(customerId, tx)
  if (!contract) return null
  refuseIfRunning(contract)
  const [redeemed] = await listSubscriptionDiscounts(contract.id, tx)
  if ((redeemed?.promotionCode?.code ?? null) !== (promotionCode?.trim().toUpperCase() || null)) {
    // A code that is refused leaves the order that waits as it is.
    const promotion = promotionCode ? { code: promotionCode, customerId } : undefined
    await previewStart({ priceId, buyer: customer, timeZone: customer.timeZone, promotion, now })
    return contract.id
  }
  const [open] = await listOpenInvoices(tx, contract.id)
  if (!open || segmentAt(contract, now).priceId !== priceId) return contract.id
  const [issued, wanted] = [
    await getInvoiceWithLines(open.id, tx),
    await previewStart({
      priceId,
      buyer: customer,
      timeZone: customer.timeZone,
      discounts: (await listDiscounts(tx, [contract.id])).get(contract.id),
      now,
    }),
  ]
  const tax = wanted.invoice.breakdown[0]
  const isSame =
    issued.total === wanted.invoice.total &&
    issued.taxes[0]?.category === tax?.category &&
    issued.taxes[0]?.country === tax?.country &&
    sameBuyer(issued.buyer, customer)
  return isSame ? null : contract.id
}

const PRINTED = ['name', 'addressLine1', 'addressLine2', 'postalCode', 'city', 'region', 'country', 'vatId'] as const

function sameBuyer(printed: unknown, customer: Record<(typeof PRINTED)[number], string | null>): boolean {
  const buyer = printed as Record<string, string | null>
  return PRINTED.every((field) => (buyer[field] ?? null) === customer[field])
}
