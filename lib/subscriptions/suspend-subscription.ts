import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor, type Actor } from '@/lib/audit/actor'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import { findSubscriptionRow, updateSubscription } from './store'

/**
 * Takes away, or gives back, what a subscription entitles to. Its state, its periods and its bills go on: this is about
 * use only. What is so already stays. The customer is locked by the caller.
 */
export async function suspendSubscription(
  tx: Transaction,
  {
    subscriptionId,
    suspended,
    actor = systemActor('Dispute'),
    now,
  }: { subscriptionId: string; suspended: boolean; actor?: Actor; now: Date },
): Promise<void> {
  const { customerId, suspendedAt } = await findSubscriptionRow(subscriptionId, tx)
  if ((suspendedAt !== null) === suspended) return
  await updateSubscription(tx, subscriptionId, { suspendedAt: suspended ? now : null })
  await recordAudit(tx, now, {
    actor,
    action: suspended ? 'subscription.suspend' : 'subscription.unsuspend',
    customerId,
    target: { type: 'subscription', id: subscriptionId },
  })
  await publishAbout(tx, { customerId, id: subscriptionId, now }, 'subscription.updated', 'entitlements.updated')
}
