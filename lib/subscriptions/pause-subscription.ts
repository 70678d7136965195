import { nextSubscriptionStatus } from '@/lib/engine/lifecycle'
import { pausePhases } from '@/lib/engine/phases'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { publishAbout } from '@/lib/outbound/publish-about'
import { db, inTransaction, type Database } from '@/lib/platform/db/client'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { getBillingPolicy } from './billing-policy'
import { phaseFact } from './contract-facts'
import { phaseRows } from './contract-phases'
import { assertNotOlder, instantOf } from './instant-of'
import { replacePhases } from './lifecycle-store'
import { describeSubscription, segmentAt } from './read-subscriptions'
import { carryOutSettlement, computeSettlement, type Settlement } from './settle-contract'
import { findContract, updateSubscription, type SubscriptionContract } from './store'

export const LONGEST_PAUSE_DAYS = 366
const DAY = 24 * 60 * 60 * 1000

export interface PauseInput {
  customerId: string
  subscriptionId: string
  /** Null: until somebody resumes it. */
  resumesAt: Date | null
  now: Date
}

interface ComputedPause {
  contract: SubscriptionContract
  customer: CustomerRow
  paused: SubscriptionContract
  settlement: Settlement
}

async function computePause(
  { customerId, subscriptionId, resumesAt, at, now }: PauseInput & { at: Date },
  tx: Database,
): Promise<ComputedPause> {
  const contract = await findContract(subscriptionId, tx)
  if (contract.customerId !== customerId) throw notFound('subscription', subscriptionId)
  assertPausable(contract)
  if (resumesAt && (resumesAt <= at || resumesAt.getTime() - at.getTime() > LONGEST_PAUSE_DAYS * DAY))
    throw invalid('resume_out_of_range', 'A pause ends after it begins, within a year.')
  assertNotOlder(contract, { at, now })
  const [customer, { pauseProration }] = [await getCustomer(customerId, tx), await getBillingPolicy(tx)]
  const { interval, intervalCount } = segmentAt(contract, at).price
  const phases = phaseRows({
    subscriptionId,
    phases: pausePhases({
      phases: contract.phases.map(phaseFact),
      at,
      resumesAt,
      endProration: pauseProration === 'PRORATE' ? 'prorate' : 'none',
    }),
    rhythm: { interval, intervalCount },
  })
  const paused = { ...contract, phases }
  const settlement = await computeSettlement(tx, { contract: paused, customer, at, since: contract.currentPeriodStart })
  return { contract, customer, paused, settlement }
}

function assertPausable({ status, pendingChange }: SubscriptionContract): void {
  if (status === 'PAUSED') throw conflict('subscription_paused', 'It is paused already.')
  if (status === 'TRIALING') throw conflict('subscription_in_trial', 'A trial is not paused: it costs nothing.')
  if (status === 'PAST_DUE' || status === 'UNPAID')
    throw conflict('subscription_past_due', 'Pay the open invoice first, then pause.')
  if (status !== 'ACTIVE')
    throw conflict('subscription_not_active', 'Only an active subscription can be paused.', { status })
  if (pendingChange?.kind === 'CANCEL')
    throw conflict('cancellation_pending', 'The subscription is about to end. Resume it first.')
  // A new price that was announced waits with it, and counts when it is back.
  if (pendingChange && pendingChange.origin !== 'PRICE_CHANGE')
    throw conflict('change_pending', 'A change is planned for the end of the period. Take it back first.')
}

/** What a pause would credit. */
export async function previewPause(input: PauseInput) {
  const { settlement } = await computePause({ ...input, at: input.now }, db)
  return { previewedAt: input.now, settlement }
}

/**
 * Pauses at once: nothing is charged and nothing may be used until it resumes, with a cycle that starts afresh then. The
 * unused rest of the period goes to the balance, if the policy says so. Throws subscription_paused, subscription_in_trial,
 * subscription_past_due, subscription_not_active, cancellation_pending, change_pending, resume_out_of_range, preview_too_old.
 */
export async function pauseSubscription({
  previewedAt,
  actor,
  now,
  ...input
}: PauseInput & { previewedAt?: Date; actor: Actor }): Promise<{ resumesAt: Date | null; credited: bigint }> {
  return inTransaction(async (tx) => {
    await lockCustomer(tx, input.customerId)
    const at = instantOf({ previewedAt, now })
    const { contract, customer, paused, settlement } = await computePause({ ...input, at, now }, tx)
    const { resumesAt, subscriptionId } = input
    await replacePhases(tx, subscriptionId, paused.phases)
    await carryOutSettlement(tx, {
      settlement,
      subscriptionId,
      customer,
      reason: 'SUBSCRIPTION_CHANGE',
      creditReason: 'paused',
      actor,
      now,
    })
    await updateSubscription(tx, subscriptionId, {
      status: nextSubscriptionStatus(contract.status, 'PAUSED'),
      currentPeriodStart: at,
      currentPeriodEnd: resumesAt ?? at,
      renewsAt: null,
      resumesAt,
      wakesAt: resumesAt,
    })
    await recordAudit(tx, now, {
      actor,
      action: 'subscription.pause',
      customerId: customer.id,
      target: { type: 'subscription', id: subscriptionId },
      data: { resumesAt: resumesAt?.toISOString() ?? null, credited: settlement.credited.total.toString() },
    })
    await publishAbout(
      tx,
      { customerId: customer.id, id: subscriptionId, now },
      'subscription.paused',
      'entitlements.updated',
    )
    await queueNotification(tx, now, {
      kind: 'subscription_paused',
      dedupeKey: `subscription_paused:${subscriptionId}:${now.toISOString()}`,
      recipient: customer.email,
      locale: customer.locale,
      customerId: customer.id,
      data: {
        planName: describeSubscription(contract, at),
        resumesAt: resumesAt?.toISOString() ?? null,
        credited: settlement.credited.total.toString(),
        currency: contract.currency,
      },
    })
    return { resumesAt, credited: settlement.credited.total }
  })
}
