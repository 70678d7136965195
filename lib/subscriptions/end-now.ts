import type { Actor } from '@/lib/audit/actor'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import type { CreditTo, IssuedContractCredit } from '@/lib/invoices/credit-contract-lines'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { db, type Database, type Transaction } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import { endSubscription } from './end-subscription'
import { assertNotOlder, instantOf } from './instant-of'
import { describeSubscription } from './read-subscriptions'
import { carryOutSettlement, computeSettlement, type Settlement } from './settle-contract'
import { isLive } from './states'
import { findContract, type SubscriptionContract } from './store'

export interface EndNowInput {
  customerId: string
  subscriptionId: string
  /** What becomes of the unused rest of the period: nothing, to the balance, or back to where it was paid from. */
  credit: 'none' | CreditTo
  now: Date
}

interface ComputedEnd {
  contract: SubscriptionContract
  customer: CustomerRow
  settlement: Settlement
}

async function computeEndNow(
  { customerId, subscriptionId, credit, at, now }: EndNowInput & { at: Date },
  tx: Database,
): Promise<ComputedEnd> {
  const contract = await findContract(subscriptionId, tx)
  if (contract.customerId !== customerId) throw notFound('subscription', subscriptionId)
  if (!isLive(contract.status))
    throw conflict('subscription_not_live', 'This subscription is not running.', { status: contract.status })
  assertNotOlder(contract, { at, now })
  const customer = await getCustomer(customerId, tx)
  const ended = { ...contract, endedAt: at, endProration: credit === 'none' ? ('NONE' as const) : ('PRORATE' as const) }
  const creditTo = credit === 'none' ? 'balance' : credit
  const since = contract.currentPeriodStart
  const settlement = await computeSettlement(tx, { contract: ended, customer, at, since, creditTo })
  return { contract, customer, settlement }
}

/** What ending at once would give back, and where it goes. */
export async function previewEndNow(input: EndNowInput) {
  const { settlement } = await computeEndNow({ ...input, at: input.now }, db)
  return { previewedAt: input.now, settlement }
}

/**
 * Ends a subscription at once, with or without credit for the unused rest. What was not paid yet is lowered first. The
 * customer is locked, and the caller refunds the notes' `toRefund` in the same transaction.
 * Throws subscription_not_live, changed_meanwhile, preview_too_old.
 */
export async function endNow(
  tx: Transaction,
  { previewedAt, actor, ...input }: EndNowInput & { previewedAt?: Date; actor: Actor },
): Promise<{ endedAt: Date; creditNotes: IssuedContractCredit[] }> {
  const { now, subscriptionId, credit } = input
  const at = instantOf({ previewedAt, now })
  const { contract, customer, settlement } = await computeEndNow({ ...input, at }, tx)
  const endProration = credit === 'none' ? 'NONE' : 'PRORATE'
  const reason = actor.type === 'staff' ? 'canceled_by_staff' : 'canceled_by_customer'
  await endSubscription(tx, { contract, endedAt: at, reason, endProration, actor, now })
  const { creditNotes } = await carryOutSettlement(tx, {
    settlement,
    subscriptionId,
    customer,
    reason: 'SUBSCRIPTION_CHANGE',
    creditReason: 'canceled',
    actor,
    now,
  })
  await queueNotification(tx, now, {
    kind: 'subscription_canceled',
    dedupeKey: `subscription_canceled:${subscriptionId}:${now.toISOString()}`,
    recipient: customer.email,
    locale: customer.locale,
    customerId: customer.id,
    data: { planName: describeSubscription(contract, at), endsAt: at.toISOString() },
  })
  return { endedAt: at, creditNotes }
}
