import { getAddOnPrices, getPrices } from '@/lib/catalog/read-catalog'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import { changeContract } from './change-contract'
import { replacePhases } from './lifecycle-store'
import { closeSegment, deletePendingChanges, insertSegments, type SubscriptionContract } from './store'

/** A change at period end has come due: it becomes part of the contract timeline. The customer is locked. */
export async function applyPendingChange(
  tx: Transaction,
  { contract, now }: { contract: SubscriptionContract; now: Date },
): Promise<void> {
  const pending = contract.pendingChange
  if (pending?.kind !== 'CHANGE' || !pending.priceId) return
  const price = (await getPrices([pending.priceId], tx)).get(pending.priceId)
  if (!price) throw new Error(`The price ${pending.priceId} of a pending change is gone.`)
  const addOnPrices = await getAddOnPrices(price, tx)
  const change = { price, quantity: pending.quantity ?? 1, at: pending.effectiveAt, addOnPrices }
  const changed = changeContract({ contract, change })
  await writeChange(tx, { subscriptionId: contract.id, changed, at: change.at })
  await deletePendingChanges(tx, [contract.id])
  await recordAudit(tx, now, {
    actor: systemActor('Renewal'),
    action: 'subscription.change_applied',
    customerId: contract.customerId,
    target: { type: 'subscription', id: contract.id },
    data: { plan: price.plan.name, interval: price.interval },
  })
  await publishAbout(tx, { customerId: contract.customerId, id: contract.id, now }, 'entitlements.updated')
}

/**
 * Writes a change into the timeline, exactly as it was computed (what is billed names its segments): the running segment
 * closes, the new one opens, a new rhythm begins a new phase.
 */
export async function writeChange(
  tx: Transaction,
  { subscriptionId, changed, at }: { subscriptionId: string; changed: ReturnType<typeof changeContract>; at: Date },
): Promise<void> {
  const { closed, opened, phases } = changed
  for (const { id } of closed) await closeSegment(tx, id, at)
  await insertSegments(
    tx,
    opened.map(({ price: _price, ...segment }) => ({ ...segment, subscriptionId })),
  )
  if (phases) await replacePhases(tx, subscriptionId, phases)
}
