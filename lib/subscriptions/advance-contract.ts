import { nextSubscriptionStatus, type SubscriptionEvent } from '@/lib/engine/lifecycle'
import type { Actor } from '@/lib/audit/actor'
import type { CustomerRow } from '@/lib/customers/read-customers'
import type { IssuedInvoice } from '@/lib/invoices/issue-invoices'
import type { Transaction } from '@/lib/platform/db/client'
import { getBillingPolicy } from './billing-policy'
import { carryOutSettlement, computeSettlement } from './settle-contract'
import { updateSubscription, type SubscriptionContract } from './store'

const DAY = 24 * 60 * 60 * 1000

/** When a trial is next looked at: to tell that it ends, if there is time for that, then to end it. */
export function trialWakesAt({
  trialEndsAt,
  noticeDays,
  now,
}: {
  trialEndsAt: Date
  noticeDays: number
  now: Date
}): Date {
  const notice = new Date(trialEndsAt.getTime() - noticeDays * DAY)
  return notice > now ? notice : trialEndsAt
}

/**
 * Takes a subscription into the phase that its timeline has at `at` (its start, the end of its trial or of a pause): what
 * is due by then is billed and charged, and it knows when it is due next. The customer is locked, the timeline written.
 */
export async function advanceContract(
  tx: Transaction,
  {
    contract,
    customer,
    at,
    since,
    event,
    actor,
    now,
  }: {
    contract: SubscriptionContract
    customer: CustomerRow
    at: Date
    since: Date
    /** What happened, should the phase be a billed one. */
    event: Extract<SubscriptionEvent, 'STARTED' | 'TRIAL_ENDED' | 'RESUMED'>
    actor: Actor
    now: Date
  },
): Promise<IssuedInvoice | null> {
  const settlement = await computeSettlement(tx, { contract, customer, at, since })
  const { invoice } = await carryOutSettlement(tx, {
    settlement,
    subscriptionId: contract.id,
    customer,
    reason: 'SUBSCRIPTION_CYCLE',
    creditReason: 'plan_changed',
    actor,
    now,
  })
  const cycle = settlement.cycles.at(-1)
  if (!cycle) throw new Error(`Subscription ${contract.id} has no cycle at ${at.toISOString()}.`)
  const isTrial = cycle.kind === 'TRIAL'
  const { trialNoticeDays: noticeDays } = await getBillingPolicy(tx)
  await updateSubscription(tx, contract.id, {
    status: nextSubscriptionStatus(contract.status, isTrial ? 'TRIAL_STARTED' : event),
    currentPeriodStart: cycle.start,
    currentPeriodEnd: cycle.end,
    renewsAt: isTrial ? null : cycle.end,
    wakesAt: isTrial ? trialWakesAt({ trialEndsAt: cycle.end, noticeDays, now }) : null,
    resumesAt: null,
  })
  return invoice
}
