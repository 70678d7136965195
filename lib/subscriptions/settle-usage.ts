import { systemActor } from '@/lib/audit/actor'
import { lockCustomers } from '@/lib/customers/lock-customers'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { BillingError } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { getBillingPolicy, type BillingPolicyRow } from './billing-policy'
import { loadUsage, lookBack, settlesApartAt } from './contract-usage'
import { carryOutSettlement, computeSettlement, type SettlementInput } from './settle-contract'
import { findContracts, type SubscriptionContract } from './store'
import { claimUsageSettlements, closeUsageSettlements } from './usage-store'

const BATCH = 200
const FAILURES = 50

/**
 * Settles use that does not wait for a renewal, in batches until nothing is due: after the end of a subscription, at once
 * and again when no more can arrive; late use of a year or before a pause; and of a running cycle, what reached the amount
 * that is invoiced at once. One that fails is left for the next time. Returns how many were due.
 */
export async function settleUsageDue({ now }: { now: Date }): Promise<number> {
  const failed: string[] = []
  let settled = 0
  for (let limit = BATCH; ;) {
    let claimed: string[] = []
    try {
      const count = await inTransaction(async (tx) => {
        const due = await claimUsageSettlements(tx, { now, limit, except: failed })
        claimed = due.map(({ id }) => id)
        if (due.length > 0) await settleUsage(tx, { due, now })
        return due.length
      })
      if (count === 0) return settled
      settled += count
    } catch (error) {
      if (claimed.length === 0 || failed.length >= FAILURES) throw error
      if (claimed.length > 1) {
        limit = 1
        continue
      }
      // A credit waits for the draft that it is taken from: no failure.
      if (!(error instanceof BillingError && error.kind === 'conflict'))
        log.error({ err: error, subscriptionId: claimed[0] }, 'use could not be settled')
      failed.push(claimed[0]!)
      limit = BATCH
    }
  }
}

async function settleUsage(
  tx: Transaction,
  { due, now }: { due: { id: string; customerId: string; usageSettlesAt: Date }[]; now: Date },
): Promise<void> {
  const customers = await lockCustomers(
    tx,
    due.map(({ customerId }) => customerId),
  )
  const contracts = await findContracts(
    tx,
    due.map(({ id }) => id),
  )
  const policy = await getBillingPolicy(tx)
  const dueAt = new Map(due.map(({ id, usageSettlesAt }) => [id, usageSettlesAt]))
  const at = ({ endedAt }: SubscriptionContract) => endedAt ?? now
  const since = ({ id }: SubscriptionContract) => lookBack(dueAt.get(id)!, policy.lateUsageDays)
  const wanted = contracts.map((contract) => {
    return { customerId: contract.customerId, contract, at: at(contract), since: since(contract), running: true }
  })
  // Most have used nothing: they cost no more than this.
  const using = await loadUsage(tx, wanted)
  for (const contract of contracts) {
    if (!using.has(contract.id)) continue
    const customer = customers.get(contract.customerId)!
    const place = { contract, customer, at: at(contract), since: at(contract), usageSince: since(contract) }
    await settle(tx, { place, contract, customer, policy, now })
  }
  await closeUsageSettlements(
    tx,
    contracts.map((contract) => ({ id: contract.id, nextAt: nextSettlement(contract, { policy, now }) })),
  )
}

async function settle(
  tx: Transaction,
  {
    place,
    contract,
    customer,
    policy: { usageThreshold },
    now,
  }: {
    place: SettlementInput
    contract: SubscriptionContract
    customer: CustomerRow
    policy: BillingPolicyRow
    now: Date
  },
): Promise<void> {
  const runs = contract.endedAt === null && usageThreshold !== null
  const soFar = runs ? await computeSettlement(tx, { ...place, usageOnly: 'so_far', evenDisputed: true }) : null
  const reached = soFar?.invoiceLines.reduce((sum, { amount }) => sum + amount, 0n) ?? 0n
  const isReached = soFar && usageThreshold !== null && reached >= usageThreshold
  const settlement = isReached
    ? soFar
    : await computeSettlement(tx, { ...place, usageOnly: 'closed', evenDisputed: true })
  await carryOutSettlement(tx, {
    settlement,
    subscriptionId: contract.id,
    customer,
    // The last one may wait for late use, as a renewal's may.
    reason: isReached ? 'USAGE_THRESHOLD' : 'SUBSCRIPTION_CYCLE',
    creditReason: 'usage_corrected',
    actor: systemActor('Usage'),
    now,
  })
}

/** When it is due once more: as long as use of what is over may still arrive, and no renewal is near. */
function nextSettlement(
  { endedAt, currentPeriodStart, currentPeriodEnd, status }: SubscriptionContract,
  { policy: { lateUsageDays }, now }: { policy: BillingPolicyRow; now: Date },
): Date | null {
  const nextBoundary = endedAt || status === 'PAUSED' ? null : currentPeriodEnd
  const next = settlesApartAt({ at: endedAt ?? currentPeriodStart, nextBoundary, lateUsageDays })
  return next && next > now ? next : null
}
