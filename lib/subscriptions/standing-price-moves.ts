import { systemActor } from '@/lib/audit/actor'
import { getPrices } from '@/lib/catalog/read-catalog'
import { lockCustomer } from '@/lib/customers/lock-customers'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { log } from '@/lib/platform/log'
import { announcePriceMove } from './announce-price-move'
import { firstCycleFrom } from './decide-price-move'
import { findMovable, findPriceMoves, savePriceMove } from './price-move-store'
import { savePendingChange, type SubscriptionContract } from './store'

const BATCH = 200

/**
 * Something else takes the place of a new price that was announced: the move stands, for the day that the customer was told,
 * should that be taken back. The customer is locked.
 */
export async function keepPriceMove(
  tx: Transaction,
  { contract: { id, pendingChange }, now }: { contract: SubscriptionContract; now: Date },
): Promise<void> {
  if (pendingChange?.origin !== 'PRICE_CHANGE' || !pendingChange.priceId) return
  const { priceId, effectiveAt: toldFor } = pendingChange
  await savePriceMove(tx, { subscriptionId: id, priceId, noticeDays: 0, toldFor, createdAt: now })
}

/**
 * After the rhythm of a contract began anew, an announced price counts from the first cycle that begins no sooner than the
 * customer was told. Returns that instant; null if none is announced. The customer is locked.
 */
export async function realignPriceMove(tx: Transaction, contract: SubscriptionContract): Promise<Date | null> {
  const { pendingChange } = contract
  if (pendingChange?.origin !== 'PRICE_CHANGE') return null
  const effectiveAt = firstCycleFrom(contract, pendingChange.effectiveAt)
  if (effectiveAt.getTime() !== pendingChange.effectiveAt.getTime())
    await savePendingChange(tx, { ...pendingChange, effectiveAt })
  return effectiveAt
}

/** Announces the moves that stand for a subscription, as far as nothing is in their way. The customer is locked. */
export async function announceStandingMoves(
  tx: Transaction,
  { subscriptionId, customer, now }: { subscriptionId: string; customer: CustomerRow; now: Date },
): Promise<void> {
  const moves = await findPriceMoves(subscriptionId, tx)
  const prices = await getPrices(
    moves.map(({ priceId }) => priceId),
    tx,
  )
  // The newest version first: then an older one has nothing left to move.
  for (const { priceId, noticeDays, toldFor } of moves.reverse()) {
    const price = prices.get(priceId)
    if (!price) throw new Error(`The price ${priceId} of a move is gone.`)
    const actor = systemActor('New price')
    await announcePriceMove(tx, { subscriptionId, customer, price, noticeDays, toldFor, actor, now })
  }
}

/** The tick's part: what had to wait is announced as soon as nothing is in its way. Returns how many subscriptions it looked at. */
export async function announceMovesDue({ now }: { now: Date }): Promise<number> {
  let count = 0
  for (let after = ''; ;) {
    const rows = await findMovable({ after, limit: BATCH })
    for (const { id: subscriptionId, customerId } of rows) {
      try {
        await inTransaction(async (tx) => {
          const customer = await lockCustomer(tx, customerId)
          await announceStandingMoves(tx, { subscriptionId, customer, now })
        })
      } catch (error) {
        log.error({ err: error, subscriptionId }, 'a new price could not be announced')
      }
    }
    count += rows.length
    const last = rows.at(-1)
    if (!last) return count
    after = last.id
  }
}
