import { nextSubscriptionStatus } from '@/lib/engine/lifecycle'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import { listOpenInvoices, subscriptionsOf, type InvoiceRow } from '@/lib/invoices/read-invoices'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import { isRenewing } from './states'
import { findSubscriptionRow, updateSubscription } from './store'

/** What identifies the subscriptions an invoice bills. */
type Billed = Pick<InvoiceRow, 'id' | 'subscriptionId'>

/**
 * An invoice was paid, or nothing is owed on it any more: each subscription it bills for which nothing else is owed is
 * active (again), and its periods go on. The customer is locked.
 */
export async function subscriptionsPaid(
  tx: Transaction,
  { invoice, now }: { invoice: Billed; now: Date },
): Promise<void> {
  for (const subscriptionId of await subscriptionsOf(tx, invoice)) await subscriptionPaid(tx, { subscriptionId, now })
}

async function subscriptionPaid(
  tx: Transaction,
  { subscriptionId, now }: { subscriptionId: string; now: Date },
): Promise<void> {
  const before = await findSubscriptionRow(subscriptionId, tx)
  const status = nextSubscriptionStatus(before.status, 'PAYMENT_SUCCEEDED')
  if (status === before.status) return
  const open = await listOpenInvoices(tx, subscriptionId)
  if (open.length > 0) return
  await updateSubscription(tx, subscriptionId, {
    status,
    expiresAt: null,
    renewsAt: isRenewing(status) ? before.currentPeriodEnd : before.renewsAt,
  })
  await recordAudit(tx, now, {
    actor: systemActor('Payment'),
    action: 'subscription.activate',
    customerId: before.customerId,
    target: { type: 'subscription', id: subscriptionId },
    data: { from: before.status, to: status },
  })
  await publishAbout(
    tx,
    { customerId: before.customerId, id: subscriptionId, now },
    'subscription.updated',
    'entitlements.updated',
  )
}

/** An attempt to collect an invoice failed: the subscriptions it bills are past due. What follows is dunning's. */
export async function subscriptionsPaymentFailed(
  tx: Transaction,
  { invoice, ...failure }: { invoice: Billed; retryAt: Date | null; now: Date },
): Promise<void> {
  for (const subscriptionId of await subscriptionsOf(tx, invoice))
    await subscriptionPaymentFailed(tx, { subscriptionId, ...failure })
}

async function subscriptionPaymentFailed(
  tx: Transaction,
  { subscriptionId, retryAt, now }: { subscriptionId: string; retryAt: Date | null; now: Date },
): Promise<void> {
  const before = await findSubscriptionRow(subscriptionId, tx)
  const status = nextSubscriptionStatus(before.status, 'PAYMENT_FAILED')
  if (status === before.status) return
  await updateSubscription(tx, subscriptionId, { status })
  await recordAudit(tx, now, {
    actor: systemActor('Payment'),
    action: 'subscription.past_due',
    customerId: before.customerId,
    target: { type: 'subscription', id: subscriptionId },
    data: { from: before.status, to: status, retryAt: retryAt?.toISOString() ?? null },
  })
  await publishAbout(
    tx,
    { customerId: before.customerId, id: subscriptionId, now },
    'subscription.past_due',
    'entitlements.updated',
  )
}
