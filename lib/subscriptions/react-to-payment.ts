import { nextSubscriptionStatus } from '@/lib/engine/lifecycle'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import { listOpenInvoices } from '@/lib/invoices/read-invoices'
import type { Transaction } from '@/lib/platform/db/client'
import { endSubscription } from './end-subscription'
import { isRenewing } from './states'
import { findContract, findSubscriptionRow, updateSubscription } from './store'

const DAY = 24 * 60 * 60 * 1000
/** How long a subscription stays past due when no automatic attempt is left to wait for. */
export const GIVE_UP_AFTER_DAYS = 14

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

/**
 * An attempt to collect an invoice of the subscription failed. It is past due; without another attempt to wait for it is
 * canceled after two weeks, and at once when the schedule is exhausted. What is owed stays owed and can still be paid.
 */
export async function subscriptionPaymentFailed(
  tx: Transaction,
  {
    subscriptionId,
    retryAt,
    exhausted,
    now,
  }: { subscriptionId: string; retryAt: Date | null; exhausted: boolean; now: Date },
): Promise<void> {
  const before = await findSubscriptionRow(subscriptionId, tx)
  const status = nextSubscriptionStatus(before.status, 'PAYMENT_FAILED')
  if (status === 'PAST_DUE' && exhausted) {
    await endSubscription(tx, {
      contract: await findContract(subscriptionId, tx),
      endedAt: now,
      reason: 'payment_failed',
      actor: systemActor('Dunning'),
      now,
    })
    return
  }
  await updateSubscription(tx, subscriptionId, {
    status,
    ...(status === 'PAST_DUE'
      ? { expiresAt: retryAt ? null : (before.expiresAt ?? new Date(now.getTime() + GIVE_UP_AFTER_DAYS * DAY)) }
      : {}),
  })
  if (status === before.status) return
  await recordAudit(tx, now, {
    actor: systemActor('Payment'),
    action: 'subscription.past_due',
    customerId: before.customerId,
    target: { type: 'subscription', id: subscriptionId },
    data: { from: before.status, to: status, retryAt: retryAt?.toISOString() ?? null },
  })
}
