import { pausePhases } from '@/lib/engine/phases'
import { nextSubscriptionStatus } from '@/lib/engine/lifecycle'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor, type Actor } from '@/lib/audit/actor'
import type { CustomerRow } from '@/lib/customers/read-customers'
import type { IssuedInvoice } from '@/lib/invoices/issue-invoices'
import { queueNotification } from '@/lib/notifications/queue-notification'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import { advanceContract, type Charging } from './advance-contract'
import { applyAnnouncedPrice, withAnnouncedPrice } from './apply-pending-change'
import { canBeCollected } from './assert-can-pay'
import { planItem } from './change-contract'
import { phaseFact } from './contract-facts'
import { phaseRows } from './contract-phases'
import { endSubscription } from './end-subscription'
import { replacePhases } from './lifecycle-store'
import { describeSubscription, segmentAt } from './read-subscriptions'
import { findContract, updateSubscription, type SubscriptionContract } from './store'

const actor = systemActor('Trial')

interface TrialStep {
  contract: SubscriptionContract
  customer: CustomerRow
  now: Date
}

/** Tells that the trial ends soon and what then happens, and lets the subscription sleep until it does. */
export async function announceTrialEnd(tx: Transaction, { contract, customer, now }: TrialStep): Promise<void> {
  const { trialEndsAt } = contract
  if (!trialEndsAt) return
  const converted = await withAnnouncedPrice(contract, { at: trialEndsAt, tx })
  const { price, quantity } = planItem(converted.items) ?? segmentAt(contract, now)
  await queueNotification(tx, now, {
    kind: 'trial_ending',
    dedupeKey: `trial_ending:${contract.id}:${trialEndsAt.toISOString()}`,
    recipient: customer.email,
    locale: customer.locale,
    customerId: customer.id,
    data: {
      planName: describeSubscription(contract, now),
      endsAt: trialEndsAt.toISOString(),
      amount: (price.unitAmount * BigInt(quantity)).toString(),
      currency: price.currency,
      interval: price.interval,
      hasMethod: customer.defaultPaymentMethodId !== null,
      // Who pays by transfer gets an invoice, whatever was agreed for others.
      otherwise: customer.collectionMethod === 'SEND_INVOICE' ? 'CREATE_INVOICE' : contract.trialEndAction,
    },
  })
  await updateSubscription(tx, contract.id, { wakesAt: trialEndsAt })
  await publishAbout(tx, { customerId: customer.id, id: contract.id, now }, 'subscription.trial_will_end')
}

/**
 * The trial is over. With something to charge, or where invoices are sent, it becomes a paid subscription. Without, what
 * was agreed for that happens: it ends, it pauses until there is a method, or it is billed all the same and is past due.
 * Without an address no invoice can be written: such a one pauses.
 */
export async function endTrial(tx: Transaction, { contract, customer, now }: TrialStep): Promise<void> {
  const at = contract.trialEndsAt
  if (contract.status !== 'TRIALING' || !at) return
  if (contract.pendingChange?.kind === 'CANCEL') {
    return endSubscription(tx, { contract, endedAt: at, reason: 'canceled_by_customer', actor, now })
  }
  const canBeBilled = customer.country !== null
  const action = canBeBilled && canBeCollected(customer) ? 'CONVERT' : contract.trialEndAction
  if (action === 'CANCEL') {
    await endSubscription(tx, { contract, endedAt: at, reason: 'trial_ended', actor, now })
    await tellTrialEnded(tx, { contract, customer, now })
    return
  }
  if (action === 'PAUSE' || !canBeBilled) {
    await pauseAfterTrial(tx, { contract, at, now })
    await tellTrialEnded(tx, { contract, customer, now })
    return
  }
  await convertTrial(tx, { contract, customer, at, charging: 'together', actor, now })
}

/** A trial becomes a paid subscription at `at`, where its timeline has it end: the first invoice is issued and charged. */
export async function convertTrial(
  tx: Transaction,
  { contract, customer, at, charging, actor, now }: TrialStep & { at: Date; charging: Charging; actor: Actor },
): Promise<IssuedInvoice | null> {
  const invoice = await advanceContract(tx, {
    contract: await applyAnnouncedPrice(tx, { contract, at, now }),
    customer,
    at,
    since: contract.currentPeriodStart,
    event: 'TRIAL_ENDED',
    charging,
    actor,
    now,
  })
  await recordAudit(tx, now, {
    actor,
    action: 'subscription.trial_converted',
    customerId: customer.id,
    target: { type: 'subscription', id: contract.id },
    data: { invoice: invoice?.number ?? null },
  })
  await publishAbout(tx, { customerId: customer.id, id: contract.id, now }, 'subscription.updated')
  return invoice
}

async function pauseAfterTrial(
  tx: Transaction,
  { contract, at, now }: { contract: SubscriptionContract; at: Date; now: Date },
): Promise<void> {
  const { interval, intervalCount } = segmentAt(contract, at).price
  const facts = pausePhases({ phases: contract.phases.map(phaseFact), at, resumesAt: null })
  await replacePhases(
    tx,
    contract.id,
    phaseRows({ subscriptionId: contract.id, phases: facts, rhythm: { interval, intervalCount } }),
  )
  await updateSubscription(tx, contract.id, {
    status: nextSubscriptionStatus(contract.status, 'PAUSED'),
    currentPeriodStart: at,
    currentPeriodEnd: at,
    wakesAt: null,
  })
  await recordAudit(tx, now, {
    actor,
    action: 'subscription.pause',
    customerId: contract.customerId,
    target: { type: 'subscription', id: contract.id },
    data: { why: 'trial_ended' },
  })
  await publishAbout(
    tx,
    { customerId: contract.customerId, id: contract.id, now },
    'subscription.paused',
    'entitlements.updated',
  )
}

async function tellTrialEnded(tx: Transaction, { contract, customer, now }: TrialStep): Promise<void> {
  await queueNotification(tx, now, {
    kind: 'trial_ended',
    dedupeKey: `trial_ended:${contract.id}`,
    recipient: customer.email,
    locale: customer.locale,
    customerId: customer.id,
    data: { planName: describeSubscription(contract, now) },
  })
}

/** The trial as it stands once its end is moved: the billed phase to come begins then, on the anchor it was aligned to. */
export function withTrialEnd(contract: SubscriptionContract, trialEndsAt: Date): SubscriptionContract {
  const phases = contract.phases.map((phase) =>
    phase.kind !== 'BILLED'
      ? phase
      : {
          ...phase,
          from: trialEndsAt,
          anchor: phase.anchor.getTime() === phase.from.getTime() ? trialEndsAt : phase.anchor,
        },
  )
  return { ...contract, phases, trialEndsAt, currentPeriodEnd: trialEndsAt }
}

/** Writes that. The customer is locked. */
export async function moveTrialEnd(
  tx: Transaction,
  { contract, trialEndsAt, wakesAt }: { contract: SubscriptionContract; trialEndsAt: Date; wakesAt: Date },
): Promise<SubscriptionContract> {
  await replacePhases(tx, contract.id, withTrialEnd(contract, trialEndsAt).phases)
  await updateSubscription(tx, contract.id, { trialEndsAt, currentPeriodEnd: trialEndsAt, wakesAt })
  return findContract(contract.id, tx)
}
