import { getAddOnPrices, getPrices } from '@/lib/catalog/read-catalog'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Database, Transaction } from '@/lib/platform/db/client'
import { changeContract, planItem } from './change-contract'
import type { Contract } from './contract-facts'
import { replacePhases, updateSegment } from './lifecycle-store'
import { realignPriceMove } from './standing-price-moves'
import { closeSegment, deletePendingChanges, findContract, insertSegments, type SubscriptionContract } from './store'

/**
 * A change that was planned has come due: it becomes part of the contract timeline at `at` (default: when it was planned for).
 * The customer is locked.
 */
export async function applyPendingChange(
  tx: Transaction,
  { contract, at, now }: { contract: SubscriptionContract; at?: Date; now: Date },
): Promise<void> {
  const pending = contract.pendingChange
  if (pending?.kind !== 'CHANGE' || !pending.priceId) return
  const price = (await getPrices([pending.priceId], tx)).get(pending.priceId)
  if (!price) throw new Error(`The price ${pending.priceId} of a pending change is gone.`)
  const addOnPrices = await getAddOnPrices(price, tx)
  const change = { price, quantity: pending.quantity ?? 1, at: at ?? pending.effectiveAt, addOnPrices }
  const changed = changeContract({ contract, change })
  const plan = planItem(contract.items)
  const unbegun = plan?.from.getTime() === change.at.getTime() ? plan : undefined
  // What lasts no time has no place in the timeline: what was agreed for a start to come begins at the new price.
  if (unbegun) await updateSegment(tx, unbegun.id, { priceId: price.id, quantity: change.quantity })
  else await writeChange(tx, { subscriptionId: contract.id, changed, at: change.at })
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
 * A billed phase begins at `at` (a trial is over, a pause, a start has come): a new price that was announced for then counts
 * from there, one for later from the first cycle that begins no sooner. Returns the contract as it is then.
 */
export async function applyAnnouncedPrice(
  tx: Transaction,
  { contract, at, now }: { contract: SubscriptionContract; at: Date; now: Date },
): Promise<SubscriptionContract> {
  const { pendingChange: pending } = contract
  if (pending?.origin !== 'PRICE_CHANGE') return contract
  if (pending.effectiveAt > at) await realignPriceMove(tx, contract)
  else await applyPendingChange(tx, { contract, at, now })
  return findContract(contract.id, tx)
}

/** The same without writing: for previews. */
export async function withAnnouncedPrice(
  contract: SubscriptionContract,
  { at, tx }: { at: Date; tx: Database },
): Promise<Contract> {
  const { pendingChange: pending } = contract
  if (pending?.origin !== 'PRICE_CHANGE' || !pending.priceId || pending.effectiveAt > at) return contract
  const price = (await getPrices([pending.priceId], tx)).get(pending.priceId)
  if (!price) throw new Error(`The price ${pending.priceId} of a pending change is gone.`)
  const change = { price, quantity: pending.quantity ?? 1, at, addOnPrices: await getAddOnPrices(price, tx) }
  return changeContract({ contract, change }).contract
}

/**
 * Writes a change into the timeline, exactly as it was computed (what is billed names its segments): the running segment
 * closes, the new one opens, a new rhythm begins a new phase.
 */
export async function writeChange(
  tx: Transaction,
  { subscriptionId, changed, at }: { subscriptionId: string; changed: ReturnType<typeof changeContract>; at: Date },
): Promise<void> {
  const { closed, opened, repriced, phases } = changed
  for (const { id } of closed) await closeSegment(tx, id, at)
  for (const { id, priceId } of repriced) await updateSegment(tx, id, { priceId })
  await insertSegments(
    tx,
    opened.map(({ price: _price, ...segment }) => ({ ...segment, subscriptionId })),
  )
  if (phases) await replacePhases(tx, subscriptionId, phases)
}
