import { nextSubscriptionStatus, type SubscriptionEvent } from '@/lib/engine/lifecycle'
import type { Actor } from '@/lib/audit/actor'
import type { CustomerRow } from '@/lib/customers/read-customers'
import type { IssuedInvoice } from '@/lib/invoices/issue-invoices'
import type { Transaction } from '@/lib/platform/db/client'
import { getBillingPolicy } from './billing-policy'
import { carryOutSettlement, computeSettlement } from './settle-contract'
import { hasOthersDue, updateSubscription, type SubscriptionContract } from './store'

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
 * `alone`: charged at once, for somebody who asked for it now. `together`: if others of the customer are due by then as well,
 * the charge is left to the renewals, which put all that falls on one instant on one invoice.
 */
export type Charging = 'alone' | 'together'

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
    charging,
    actor,
    now,
  }: {
    contract: SubscriptionContract
    customer: CustomerRow
    at: Date
    since: Date
    /** What happened, should the phase be a billed one. */
    event: Extract<SubscriptionEvent, 'STARTED' | 'TRIAL_ENDED' | 'RESUMED'>
    charging: Charging
    actor: Actor
    now: Date
  },
): Promise<IssuedInvoice | null> {
  const settlement = await computeSettlement(tx, { contract, customer, at, since, evenDisputed: true })
  const cycle = settlement.cycles.at(-1)
  if (!cycle) throw new Error(`Subscription ${contract.id} has no cycle at ${at.toISOString()}.`)
  const isTrial = cycle.kind === 'TRIAL'
  const status = nextSubscriptionStatus(contract.status, isTrial ? 'TRIAL_STARTED' : event)
  if (charging === 'together' && !isTrial && (await hasOthersDue(tx, { ...contract, at }))) {
    const due = { currentPeriodEnd: at, renewsAt: at, settlesSince: since, wakesAt: null, resumesAt: null }
    await updateSubscription(tx, contract.id, { status, ...due })
    return null
  }
  const { invoice } = await carryOutSettlement(tx, {
    settlement,
    subscriptionId: contract.id,
    customer,
    reason: 'SUBSCRIPTION_CYCLE',
    creditReason: 'plan_changed',
    actor,
    now,
  })
  const { trialNoticeDays: noticeDays } = await getBillingPolicy(tx)
  await updateSubscription(tx, contract.id, {
    status,
    currentPeriodStart: cycle.start,
    currentPeriodEnd: cycle.end,
    renewsAt: isTrial ? null : cycle.end,
    wakesAt: isTrial ? trialWakesAt({ trialEndsAt: cycle.end, noticeDays, now }) : null,
    resumesAt: null,
  })
  return invoice
}
