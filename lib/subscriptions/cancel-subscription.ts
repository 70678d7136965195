import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer } from '@/lib/customers/read-customers'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { publishAbout } from '@/lib/outbound/publish-about'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import { endSubscription } from './end-subscription'
import { isLive } from './states'
import { describeSubscription } from './read-subscriptions'
import { announceStandingMoves, keepPriceMove } from './standing-price-moves'
import { deletePendingChanges, findContract, savePendingChange, updateSubscription } from './store'

interface CancelInput {
  customerId: string
  subscriptionId: string
  reason?: string
  comment?: string
  actor: Actor
  now: Date
}

/**
 * Cancels at the end of the paid period (or of the trial): until then nothing changes and it can be resumed. What is
 * paused or has not begun ends at once. Asked again it says the same. Returns when it ends. Throws subscription_not_live.
 */
export async function cancelSubscription({
  customerId,
  subscriptionId,
  reason,
  comment,
  actor,
  now,
}: CancelInput): Promise<{ endsAt: Date }> {
  return inTransaction(async (tx) => {
    await lockCustomer(tx, customerId)
    const contract = await findContract(subscriptionId, tx)
    if (contract.customerId !== customerId) throw notFound('subscription', subscriptionId)
    // What has not begun or rests has no paid period to wait for.
    if (contract.status === 'SCHEDULED' || contract.status === 'PAUSED') {
      await endSubscription(tx, { contract, endedAt: now, reason: 'canceled_by_customer', actor, now })
      return { endsAt: now }
    }
    if (!isLive(contract.status))
      throw conflict('subscription_not_live', 'This subscription is not running.', { status: contract.status })
    const endsAt = contract.currentPeriodEnd
    if (contract.pendingChange?.kind === 'CANCEL') return { endsAt: contract.pendingChange.effectiveAt }
    await keepPriceMove(tx, { contract, now })
    await savePendingChange(tx, {
      subscriptionId,
      kind: 'CANCEL',
      origin: 'REQUEST',
      effectiveAt: endsAt,
      priceId: null,
      quantity: null,
      reason: reason ?? null,
      comment: comment ?? null,
      createdAt: now,
    })
    await updateSubscription(tx, subscriptionId, { canceledAt: now })
    await recordAudit(tx, now, {
      actor,
      action: 'subscription.cancel_at_period_end',
      customerId,
      target: { type: 'subscription', id: subscriptionId },
      data: { endsAt: endsAt.toISOString(), reason: reason ?? null },
    })
    await publishAbout(tx, { customerId, id: subscriptionId, now }, 'subscription.updated')
    const customer = await getCustomer(customerId, tx)
    await queueNotification(tx, now, {
      kind: 'subscription_canceled',
      dedupeKey: `subscription_canceled:${subscriptionId}:${now.toISOString()}`,
      recipient: customer.email,
      locale: customer.locale,
      customerId,
      data: { planName: describeSubscription(contract, now), endsAt: endsAt.toISOString() },
    })
    return { endsAt }
  })
}

/**
 * Takes back what is pending (a cancellation or a change at period end). Throws nothing_pending, and for a new price that we
 * announced price_change_stands.
 */
export async function undoPendingChange({
  customerId,
  subscriptionId,
  actor,
  now,
}: Omit<CancelInput, 'reason' | 'comment'>): Promise<void> {
  await inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId)
    const contract = await findContract(subscriptionId, tx)
    if (contract.customerId !== customerId) throw notFound('subscription', subscriptionId)
    if (!contract.pendingChange || !isLive(contract.status))
      throw conflict('nothing_pending', 'There is nothing to take back.')
    const { kind, origin } = contract.pendingChange
    if (origin === 'PRICE_CHANGE')
      throw conflict('price_change_stands', 'A new price cannot be taken back. You can change the plan or cancel.')
    await deletePendingChanges(tx, [subscriptionId])
    await announceStandingMoves(tx, { subscriptionId, customer, now })
    if (kind === 'CANCEL') await updateSubscription(tx, subscriptionId, { canceledAt: null })
    await recordAudit(tx, now, {
      actor,
      action: kind === 'CANCEL' ? 'subscription.resume' : 'subscription.undo_change',
      customerId,
      target: { type: 'subscription', id: subscriptionId },
    })
    await publishAbout(tx, { customerId, id: subscriptionId, now }, 'subscription.updated')
    if (kind !== 'CANCEL') return
    await queueNotification(tx, now, {
      kind: 'subscription_resumed',
      dedupeKey: `subscription_resumed:${subscriptionId}:${now.toISOString()}`,
      recipient: customer.email,
      locale: customer.locale,
      customerId,
      data: { planName: describeSubscription(contract, now), renewsAt: contract.currentPeriodEnd.toISOString() },
    })
  })
}
