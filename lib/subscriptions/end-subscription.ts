import { nextSubscriptionStatus } from '@/lib/engine/lifecycle'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import { closeSegment, deletePendingChanges, updateSubscription, type SubscriptionContract } from './store'

export type EndReason = 'canceled_by_customer' | 'canceled_by_staff' | 'payment_failed' | 'trial_ended'

/** Ends a subscription at `endedAt`: its contract closes and nothing more becomes due. The customer is locked. */
export async function endSubscription(
  tx: Transaction,
  {
    contract,
    endedAt,
    reason,
    actor,
    endProration = 'NONE',
    now,
  }: {
    contract: SubscriptionContract
    endedAt: Date
    reason: EndReason
    actor: Actor
    /** Whether the cycle that this cuts short is credited. */
    endProration?: 'PRORATE' | 'NONE'
    now: Date
  },
): Promise<void> {
  const status = nextSubscriptionStatus(contract.status, 'CANCELED')
  if (status === contract.status) return
  for (const segment of contract.items) {
    if (!segment.to || segment.to > endedAt)
      await closeSegment(tx, segment.id, endedAt > segment.from ? endedAt : segment.from)
  }
  await deletePendingChanges(tx, [contract.id])
  await updateSubscription(tx, contract.id, {
    status,
    endedAt,
    endReason: reason,
    endProration,
    canceledAt: contract.canceledAt ?? now,
    renewsAt: null,
    expiresAt: null,
    wakesAt: null,
    resumesAt: null,
    // What was used since the last invoice is billed with the next tick, at once.
    usageSettlesAt: endedAt,
  })
  await recordAudit(tx, now, {
    actor,
    action: 'subscription.end',
    customerId: contract.customerId,
    target: { type: 'subscription', id: contract.id },
    data: { reason, endedAt: endedAt.toISOString() },
  })
  await publishAbout(
    tx,
    { customerId: contract.customerId, id: contract.id, now },
    'subscription.canceled',
    'entitlements.updated',
  )
}
