import { entriesForCreditExpired, entriesForCreditWithdrawn } from '@/lib/engine/ledger'
import { systemActor, type Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { postTransactions } from '@/lib/ledger/post-transactions'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import { endGrant, findExpiredGrants, findGrant, type CreditGrantRow } from './store'

/**
 * Takes back what is unused of credit that staff gave. What came from a credit note is the customer's own. Throws not_found,
 * credit_not_ours, credit_used_up.
 */
export async function withdrawCredit({
  customerId,
  grantId,
  actor,
  now,
}: {
  customerId: string
  grantId: string
  actor: Actor
  now: Date
}): Promise<{ amount: bigint }> {
  return inTransaction(async (tx) => {
    await lockCustomer(tx, customerId)
    const grant = await findGrant(grantId, tx)
    if (grant.customerId !== customerId) throw notFound('credit', grantId)
    if (grant.source !== 'manual')
      throw conflict('credit_not_ours', 'This credit is money of the customer. It cannot be taken back.')
    if (grant.remaining <= 0n) throw conflict('credit_used_up', 'Nothing of this credit is left.')
    await end(tx, { grant, reason: 'withdrawn', actor, now })
    return { amount: grant.remaining }
  })
}

/** Ends up to `limit` grants that have expired unused, each by itself. Returns how many were due. */
export async function expireCredits({ now, limit = 200 }: { now: Date; limit?: number }): Promise<number> {
  const due = await findExpiredGrants(now, limit)
  for (const { id, customerId } of due) {
    await inTransaction(async (tx) => {
      await lockCustomer(tx, customerId)
      const grant = await findGrant(id, tx)
      if (grant.remaining <= 0n || !grant.expiresAt || grant.expiresAt > now) return
      await end(tx, { grant, reason: 'expired', actor: systemActor('Balance'), now })
    })
  }
  return due.length
}

async function end(
  tx: Transaction,
  { grant, reason, actor, now }: { grant: CreditGrantRow; reason: 'expired' | 'withdrawn'; actor: Actor; now: Date },
): Promise<void> {
  const { id, customerId, currency, remaining: amount, ended } = grant
  await endGrant(tx, { id, amount, endedAt: now, endReason: reason })
  const entries =
    reason === 'expired'
      ? entriesForCreditExpired({ currency, amount })
      : entriesForCreditWithdrawn({ currency, amount })
  // A grant can end twice, if a voided invoice gave something back to it: what had ended before tells them apart.
  await postTransactions(tx, now, [{ kind: `credit.${reason}`, sourceId: `${id}:${ended}`, customerId, entries }])
  await recordAudit(tx, now, {
    actor,
    action: reason === 'expired' ? 'balance.expire' : 'balance.withdraw',
    customerId,
    target: { type: 'customer', id: customerId },
    data: { amount: amount.toString(), currency, note: grant.note },
  })
}
