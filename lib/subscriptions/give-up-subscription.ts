import { systemActor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { inTransaction } from '@/lib/platform/db/client'
import { endSubscription } from './end-subscription'
import { findContract } from './store'

/** Ends a subscription that stayed past due for too long; its invoices stay open and can still be paid. */
export async function giveUpSubscription({
  subscriptionId,
  now,
}: {
  subscriptionId: string
  now: Date
}): Promise<void> {
  const { customerId } = await findContract(subscriptionId)
  await inTransaction(async (tx) => {
    await lockCustomer(tx, customerId)
    const contract = await findContract(subscriptionId, tx)
    if (contract.status !== 'PAST_DUE' || !contract.expiresAt || contract.expiresAt > now) return
    await endSubscription(tx, { contract, endedAt: now, reason: 'payment_failed', actor: systemActor('Dunning'), now })
  })
}
