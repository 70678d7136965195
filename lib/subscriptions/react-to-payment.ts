import { nextSubscriptionStatus } from '@/lib/engine/lifecycle'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import { listOpenInvoices } from '@/lib/invoices/read-invoices'
import type { Transaction } from '@/lib/platform/db/client'
import { isRenewing } from './states'
import { findSubscriptionRow, updateSubscription } from './store'

/** An invoice of the subscription was paid. When nothing else is owed it is active (again), and its periods go on. */
export async function subscriptionPaid(
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
}

/** An attempt to collect an invoice of the subscription failed: it is past due. What follows is dunning's. */
export async function subscriptionPaymentFailed(
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
}
