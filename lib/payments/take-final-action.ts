import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { getDunningPolicy } from '@/lib/dunning/dunning-policy'
import { endDunning } from '@/lib/dunning/end-dunning'
import { amountDue } from '@/lib/invoices/amount-due'
import { markUncollectible } from '@/lib/invoices/mark-uncollectible'
import { listOpenInvoices, subscriptionsOf, type InvoiceRow } from '@/lib/invoices/read-invoices'
import { scheduleCollection } from '@/lib/invoices/record-payment'
import { queueNotification } from '@/lib/notifications/queue-notification'
import type { Transaction } from '@/lib/platform/db/client'
import { payUrl } from '@/lib/invoices/pay-url'
import { endUnpaid } from '@/lib/subscriptions/end-unpaid'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { isLive } from '@/lib/subscriptions/states'
import { findPaymentUnderWay } from './store'

const actor = systemActor('Dunning')

/**
 * Nothing more will be tried on this invoice: the final action of the policy, which has one for invoices that were sent.
 * - LEAVE: the invoice stays open and its subscriptions past due; nothing more is tried.
 * - CANCEL: every subscription that the invoice bills ends, and with them every planned attempt on their open invoices; they
 *   stay open and payable. One that also bills a subscription which goes on keeps its own schedule.
 * - MARK_UNCOLLECTIBLE: the same, and what is due of them is given up.
 * An invoice with a charge under way waits for its answer. The customer is locked by the caller.
 */
export async function takeFinalAction(
  tx: Transaction,
  { invoice, customer, now }: { invoice: InvoiceRow; customer: CustomerRow; now: Date },
): Promise<void> {
  const { reclaimsVat, ...policy } = await getDunningPolicy(tx)
  const finalAction = invoice.collectionMethod === 'SEND_INVOICE' ? policy.sentFinalAction : policy.finalAction
  const ending = finalAction === 'LEAVE' ? [] : await subscriptionsOf(tx, invoice)
  const settled = [invoice]
  for (const other of await otherInvoicesOf(tx, { subscriptionIds: ending, invoice }))
    if (!(await isBeingCharged(tx, other.id))) settled.push(other)

  for (const { id } of settled) {
    await scheduleCollection(tx, { invoiceId: id, collectAt: null })
    if (finalAction === 'MARK_UNCOLLECTIBLE') await markUncollectible(tx, { invoiceId: id, reclaimsVat, actor, now })
  }
  const outcome =
    finalAction === 'MARK_UNCOLLECTIBLE'
      ? 'UNCOLLECTIBLE'
      : ending.length > 0
        ? ('CANCELED' as const)
        : ('LEFT' as const)
  await endDunning(tx, { invoiceIds: settled.map(({ id }) => id), outcome, now })
  await recordAudit(tx, now, {
    actor,
    action: 'dunning.final_action',
    customerId: customer.id,
    target: { type: 'invoice', id: invoice.id },
    data: { invoice: invoice.number, action: finalAction, invoices: settled.length },
  })
  for (const subscriptionId of ending) {
    const planName = await endUnpaid(tx, { subscriptionId, actor, now })
    if (!planName) continue
    await queueNotification(tx, now, {
      kind: 'subscription_ended_unpaid',
      dedupeKey: `subscription_ended_unpaid:${subscriptionId}`,
      recipient: customer.email,
      locale: customer.locale,
      customerId: customer.id,
      data: {
        planName,
        endedAt: now.toISOString(),
        invoiceNumber: invoice.number ?? '',
        amountDue: settled.reduce((sum, each) => sum + amountDue(each), 0n).toString(),
        currency: invoice.currency,
        payUrl: payUrl(invoice.id),
      },
    })
  }
}

/** What else is owed for these subscriptions alone: an invoice that also bills one which goes on is not among it. */
async function otherInvoicesOf(
  tx: Transaction,
  { subscriptionIds, invoice }: { subscriptionIds: string[]; invoice: InvoiceRow },
): Promise<InvoiceRow[]> {
  const found = new Map<string, InvoiceRow>()
  for (const subscriptionId of subscriptionIds)
    for (const open of await listOpenInvoices(tx, subscriptionId)) found.set(open.id, open)
  found.delete(invoice.id)
  const others: InvoiceRow[] = []
  for (const open of found.values()) {
    const goingOn = (await subscriptionsOf(tx, open)).filter((id) => !subscriptionIds.includes(id))
    const states = await Promise.all(goingOn.map((id) => getSubscription(id, tx)))
    if (!states.some(({ status }) => isLive(status))) others.push(open)
  }
  return others
}

/** A customer who has the pay page open does not hold it up: what they pay afterwards counts all the same. */
export async function isBeingCharged(tx: Transaction, invoiceId: string): Promise<boolean> {
  const payment = await findPaymentUnderWay(tx, invoiceId)
  return payment !== null && payment.status !== 'REQUIRES_ACTION'
}
