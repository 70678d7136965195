import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { getPrices, listPriceVersions, type PriceRow } from '@/lib/catalog/read-catalog'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { publishAbout } from '@/lib/outbound/publish-about'
import { db, inTransaction, type Database, type Transaction } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import { planItem } from './change-contract'
import { isOlderVersion } from './decide-price-move'
import { deletePriceMove, findMoved, findPriceMoves, type PriceMoveRow } from './price-move-store'
import { previewRenewal } from './preview-renewal'
import { describeSubscription } from './read-subscriptions'
import { deletePendingChanges, findContract, savePendingChange, type SubscriptionContract } from './store'

const BATCH = 200

type PendingChange = NonNullable<SubscriptionContract['pendingChange']>

/** What becomes of a subscription whose move to a newer price is called off. */
interface Withdrawal {
  /** What is planned then: what the customer asked for stays, at the price it had. */
  pendingChange: PendingChange | null
  /** Moves that waited, and do not any more. */
  moves: PriceMoveRow[]
  /** The price that stays. */
  price: PriceRow
  quantity: number
  /** The day the customer was told; null: they were told nothing. */
  toldFor: Date | null
}

/** The one compute of preview and execution. `priceId`: only a move to that price, and those to older ones that it overtook. */
async function computeWithdrawal(
  contract: SubscriptionContract,
  { priceId, now, tx }: { priceId?: string; now: Date; tx: Database },
): Promise<Withdrawal | 'in_effect' | 'nothing'> {
  const item = planItem(contract.items)
  if (!item) return 'nothing'
  const standing = await findPriceMoves(contract.id, tx)
  const { pendingChange: pending } = contract
  const named = [priceId, pending?.priceId, ...standing.map((move) => move.priceId)].flatMap((id) => id ?? [])
  const prices = await getPrices(named, tx)
  const wanted = priceId === undefined ? undefined : prices.get(priceId)
  const isMeant = (id: string) =>
    priceId === undefined || id === priceId || (wanted !== undefined && isOlderVersion(prices.get(id)!, wanted))
  const moves = standing.filter((move) => isMeant(move.priceId))
  const planned = pending?.priceId && isMeant(pending.priceId) ? await withoutMove({ contract, pending, tx }) : null
  if (planned && isDue(contract, now)) return 'in_effect'
  if (!planned && moves.length === 0) return startedOnNewer(contract) ? 'in_effect' : 'nothing'
  const told = moves.flatMap(({ toldFor }) => toldFor ?? [])
  return {
    moves,
    ...(planned ?? { pendingChange: pending, price: item.price, quantity: item.quantity }),
    toldFor: planned ? pending!.effectiveAt : (told.at(-1) ?? null),
  }
}

/**
 * A planned change without the move in it: an announced price goes, but for another quantity that was asked for; what was
 * chosen before the version existed goes back to the version it was chosen at. Null: no move is planned.
 */
async function withoutMove({
  contract,
  pending,
  tx,
}: {
  contract: SubscriptionContract
  pending: PendingChange
  tx: Database
}): Promise<Pick<Withdrawal, 'pendingChange' | 'price' | 'quantity'> | null> {
  if (pending.origin === 'PRICE_CHANGE') {
    const item = planItem(contract.items)!
    const quantity = pending.quantity ?? item.quantity
    const asked = { ...pending, origin: 'REQUEST' as const, priceId: item.priceId }
    return { price: item.price, quantity, pendingChange: quantity === item.quantity ? null : asked }
  }
  const moved = (await getPrices([pending.priceId!], tx)).get(pending.priceId!)
  if (!moved || moved.createdAt <= pending.createdAt) return null
  const price = (await listPriceVersions(moved))
    .filter(({ createdAt }) => createdAt <= pending.createdAt)
    .sort((a, b) => a.version - b.version)
    .at(-1)
  if (!price) return null
  return { price, quantity: pending.quantity ?? 1, pendingChange: { ...pending, priceId: price.id } }
}

/** What was planned for now or before counts, although the renewal that writes it is still to come. */
const isDue = ({ status, pendingChange, currentPeriodEnd }: SubscriptionContract, now: Date): boolean =>
  status !== 'PAUSED' && currentPeriodEnd <= now && pendingChange !== null && pendingChange.effectiveAt <= now

/** Whether the plan's running price followed on an older version of it. */
function startedOnNewer({ items }: SubscriptionContract): boolean {
  const item = planItem(items)
  const before = items.find(({ itemId, to }) => itemId === item?.itemId && to?.getTime() === item.from.getTime())
  return item !== undefined && before !== undefined && isOlderVersion(before.price, item.price)
}

interface CancelMoveInput {
  customerId: string
  subscriptionId: string
  now: Date
}

async function withdrawalOf(
  { customerId, subscriptionId, now }: CancelMoveInput,
  tx: Database,
): Promise<{ contract: SubscriptionContract; withdrawal: Withdrawal }> {
  const contract = await findContract(subscriptionId, tx)
  if (contract.customerId !== customerId) throw notFound('subscription', subscriptionId)
  const withdrawal = await computeWithdrawal(contract, { now, tx })
  if (withdrawal === 'in_effect') throw conflict('price_move_in_effect', 'The new price counts already.')
  if (withdrawal === 'nothing') throw conflict('price_move_not_planned', 'No move to a new price is planned.')
  return { contract, withdrawal }
}

/** What calling a move off comes to: the next charge at the price that stays, and whether the customer has to be told. */
export async function previewCancelPriceMove(input: CancelMoveInput) {
  const { contract, withdrawal } = await withdrawalOf(input, db)
  const buyer = await getCustomer(contract.customerId)
  const { pendingChange, toldFor } = withdrawal
  const next = buyer.country ? await previewRenewal({ contract: { ...contract, pendingChange }, buyer }) : null
  return { toldFor, next, currency: contract.currency, timeZone: contract.timeZone }
}

/** Whether a subscription is to move to a newer price, and that can still be called off. */
export async function hasPriceMove(contract: SubscriptionContract, now: Date): Promise<boolean> {
  return typeof (await computeWithdrawal(contract, { now, tx: db })) === 'object'
}

/**
 * Calls off the move of one subscription to a newer price, announced or waiting: it renews at the price it has, and what
 * the customer chose for later goes back to the price it was chosen at. Who was told of the new price is told that it does
 * not come. Throws price_move_in_effect, price_move_not_planned.
 */
export async function cancelPriceMove({ actor, ...input }: CancelMoveInput & { actor: Actor }): Promise<void> {
  await inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, input.customerId)
    const { contract, withdrawal } = await withdrawalOf(input, tx)
    await withdraw(tx, { contract, customer, withdrawal, actor, now: input.now })
  })
}

/**
 * Calls off all moves to a price that did not take effect yet. Where it counts already it stays. The price stays on sale; run
 * again it changes nothing. Returns how many were called off, and how many customers are told.
 */
export async function cancelPriceMoves({
  priceId,
  actor,
  now,
}: {
  priceId: string
  actor: Actor
  now: Date
}): Promise<{ canceled: number; told: number }> {
  const price = (await getPrices([priceId])).get(priceId)
  if (!price) throw notFound('price', priceId)
  const result = { canceled: 0, told: 0 }
  for (let after = ''; ;) {
    const rows = await findMoved(price, { after, limit: BATCH })
    for (const { id: subscriptionId, customerId } of rows) {
      const withdrawal = await inTransaction(async (tx) => {
        const customer = await lockCustomer(tx, customerId)
        const contract = await findContract(subscriptionId, tx)
        const found = await computeWithdrawal(contract, { priceId, now, tx })
        if (typeof found === 'string') return null
        await withdraw(tx, { contract, customer, withdrawal: found, actor, now })
        return found
      })
      if (withdrawal) result.canceled += 1
      if (withdrawal?.toldFor) result.told += 1
    }
    const last = rows.at(-1)
    if (!last) return result
    after = last.id
  }
}

async function withdraw(
  tx: Transaction,
  {
    contract,
    customer,
    withdrawal: { pendingChange, moves, price, quantity, toldFor },
    actor,
    now,
  }: { contract: SubscriptionContract; customer: CustomerRow; withdrawal: Withdrawal; actor: Actor; now: Date },
): Promise<void> {
  const { id, customerId } = contract
  for (const move of moves) await deletePriceMove(tx, move)
  if (pendingChange) await savePendingChange(tx, pendingChange)
  else await deletePendingChanges(tx, [id])
  const amount = (price.unitAmount * BigInt(quantity)).toString()
  await recordAudit(tx, now, {
    actor,
    action: 'subscription.cancel_price_move',
    customerId,
    target: { type: 'subscription', id },
    data: { stays: amount, currency: price.currency, toldFor: toldFor?.toISOString() ?? null },
  })
  await publishAbout(tx, { customerId, id, now }, 'subscription.updated')
  if (!toldFor) return
  const isOwn = price.id === planItem(contract.items)?.priceId
  await queueNotification(tx, now, {
    kind: 'price_change_withdrawn',
    dedupeKey: `price_change_withdrawn:${id}:${now.toISOString()}`,
    recipient: customer.email,
    locale: customer.locale,
    customerId,
    data: {
      planName: isOwn ? describeSubscription(contract, now) : price.plan.name,
      effectiveAt: toldFor.toISOString(),
      amount,
      currency: price.currency,
      interval: price.interval,
    },
  })
}
