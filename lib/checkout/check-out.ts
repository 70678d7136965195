import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import type { BillingDetails } from '@/lib/customers/schemas'
import { updateBillingDetails } from '@/lib/customers/update-billing-details'
import { getInvoiceWithLines, listOpenInvoices } from '@/lib/invoices/read-invoices'
import { openPayment, type OpenedPayment } from '@/lib/payments/open-payment'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { previewStart } from '@/lib/subscriptions/preview-start'
import { getCurrentSubscription, segmentAt, type SubscriptionContract } from '@/lib/subscriptions/read-subscriptions'
import { startSubscription } from '@/lib/subscriptions/start-subscription'
import { abandonCheckout } from './abandon-checkout'

export interface CheckOutInput {
  customerId: string
  priceId: string
  details: BillingDetails
  actor: Actor
  now: Date
}

export interface CheckOutResult extends OpenedPayment {
  subscriptionId: string
  invoiceId: string
}

/**
 * "Pay now" at the checkout: billing details, an INCOMPLETE subscription with its invoice, and a payment for the browser
 * to confirm. Pressed twice, reloaded or open in two tabs, it leads to the same subscription, invoice and payment; only
 * another plan or an address that changes the invoice puts a new one in place of the unpaid old one.
 * Throws subscription_exists, price_not_available, payment_under_way.
 */
export async function checkOut({ customerId, priceId, details, actor, now }: CheckOutInput): Promise<CheckOutResult> {
  await updateBillingDetails({ customerId, details, actor, now })
  const outdated = await inTransaction((tx) => outdatedCheckout(tx, { customerId, priceId, now }))
  if (outdated) await abandonCheckout({ subscriptionId: outdated, actor, now })

  const { subscriptionId, invoiceId } = await inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId)
    const waiting = await waitingCheckout(tx, customerId)
    if (waiting) return waiting
    const { subscriptionId, invoice } = await startSubscription(tx, { customer, priceId, actor, now })
    return { subscriptionId, invoiceId: invoice.id }
  })
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
  { customerId, priceId, now }: { customerId: string; priceId: string; now: Date },
): Promise<string | null> {
  const customer = await lockCustomer(tx, customerId)
  const contract = await getCurrentSubscription(customerId, tx)
  if (!contract) return null
  refuseIfRunning(contract)
  const [open] = await listOpenInvoices(tx, contract.id)
  if (!open || segmentAt(contract, now).priceId !== priceId) return contract.id
  const [issued, wanted] = [
    await getInvoiceWithLines(open.id, tx),
    await previewStart({ priceId, buyer: customer, timeZone: customer.timeZone, now }),
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
