import { getSellablePrice } from '@/lib/catalog/read-catalog'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { redeemCoupon } from '@/lib/discounts/redeem-coupon'
import { issueInvoices, type IssuedInvoice } from '@/lib/invoices/issue-invoices'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { getBillingPolicy } from './billing-policy'
import { computeBilling, describePrice } from './compute-billing'
import { assertIsPlan, newContract, startTarget } from './preview-start'
import { findCurrentContract, hasHadSubscription, insertCycles, insertSubscription } from './store'

const HOUR = 60 * 60 * 1000
/** How long a first payment may take before the subscription expires; Stripe gives 23 hours as well. */
const FIRST_PAYMENT_WITHIN = 23 * HOUR

/**
 * Writes an INCOMPLETE subscription and its first invoice, for a locked customer who has none. It becomes ACTIVE when
 * the money is confirmed and not before. A promotion code is redeemed with it. Throws subscription_exists,
 * price_not_available, billing_address_missing, and what `redeemCoupon` throws.
 */
export async function startSubscription(
  tx: Transaction,
  {
    customer,
    priceId,
    quantity = 1,
    promotionCode,
    actor,
    now,
  }: { customer: CustomerRow; priceId: string; quantity?: number; promotionCode?: string; actor: Actor; now: Date },
): Promise<{ subscriptionId: string; invoice: IssuedInvoice }> {
  const existing = await findCurrentContract(customer.id, tx)
  if (existing)
    throw conflict('subscription_exists', 'You have a subscription already: change its plan instead.', {
      subscriptionId: existing.id,
    })
  const price = await getSellablePrice(priceId, tx)
  assertIsPlan(price)
  const { granularity } = await getBillingPolicy(tx)
  const contract = newContract({ price, quantity, timeZone: customer.timeZone, granularity, now })
  const [period] = computeBilling({ contract, issued: [], billThrough: now }).cycles
  const first = period!

  await insertSubscription(tx, {
    subscription: {
      id: contract.id,
      customerId: customer.id,
      status: 'INCOMPLETE',
      currency: price.currency,
      timeZone: contract.timeZone,
      granularity,
      startedAt: now,
      currentPeriodStart: first.start,
      currentPeriodEnd: first.end,
      expiresAt: new Date(now.getTime() + FIRST_PAYMENT_WITHIN),
      createdAt: now,
    },
    phases: contract.phases,
    segments: contract.items.map(({ price: _price, ...segment }) => ({ ...segment, subscriptionId: contract.id })),
  })
  const discount = promotionCode
    ? await redeemCoupon(tx, {
        choice: { code: promotionCode },
        target: startTarget({
          price,
          quantity,
          customerId: customer.id,
          isFirstTime: !(await hasHadSubscription(tx, customer.id, contract.id)),
          now,
        }),
        subscriptionId: contract.id,
        actor,
      })
    : null
  const { cycles, lines } = computeBilling({
    contract,
    issued: [],
    discounts: discount ? [discount] : [],
    billThrough: now,
    locale: customer.locale,
  })
  const [invoice] = await issueInvoices(tx, {
    drafts: [
      {
        customerId: customer.id,
        subscriptionId: contract.id,
        reason: 'SUBSCRIPTION_START',
        lines,
        collect: 'on_session',
      },
    ],
    customers: new Map([[customer.id, customer]]),
    now,
  })
  if (!invoice) throw new Error('The first invoice was not issued.')
  await insertCycles(
    tx,
    cycles.map(({ index, start, end }) => ({
      subscriptionId: contract.id,
      index,
      startsAt: start,
      endsAt: end,
      invoiceId: invoice.id,
    })),
  )
  await recordAudit(tx, now, {
    actor,
    action: 'subscription.start',
    customerId: customer.id,
    target: { type: 'subscription', id: contract.id },
    data: { plan: describePrice(price), invoice: invoice.number },
  })
  await publishAbout(tx, { customerId: customer.id, id: contract.id, now }, 'subscription.created')
  return { subscriptionId: contract.id, invoice }
}
