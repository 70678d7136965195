import { resumePhases } from '@/lib/engine/phases'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import type { IssuedInvoice } from '@/lib/invoices/issue-invoices'
import { publishAbout } from '@/lib/outbound/publish-about'
import { db, inTransaction, type Database, type Transaction } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import { advanceContract, type Charging } from './advance-contract'
import { applyAnnouncedPrice, withAnnouncedPrice } from './apply-pending-change'
import { assertCanPay } from './assert-can-pay'
import { phaseFact } from './contract-facts'
import { phaseRows } from './contract-phases'
import { assertNotOlder, instantOf } from './instant-of'
import { replacePhases } from './lifecycle-store'
import { segmentAt } from './read-subscriptions'
import { computeSettlement } from './settle-contract'
import { findContract, type SubscriptionContract } from './store'

export interface ResumeInput {
  customerId: string
  subscriptionId: string
  now: Date
}

async function pausedContract(
  tx: Database,
  { customerId, subscriptionId }: Pick<ResumeInput, 'customerId' | 'subscriptionId'>,
): Promise<SubscriptionContract> {
  const contract = await findContract(subscriptionId, tx)
  if (contract.customerId !== customerId) throw notFound('subscription', subscriptionId)
  if (contract.status !== 'PAUSED')
    throw conflict('subscription_not_paused', 'It is not paused.', { status: contract.status })
  return contract
}

/** The timeline with the pause ended at `at`: as planned, or before. */
function resumed(contract: SubscriptionContract, at: Date): SubscriptionContract {
  if (contract.resumesAt && contract.resumesAt <= at) return contract
  const { interval, intervalCount } = segmentAt(contract, at).price
  const phases = resumePhases({ phases: contract.phases.map(phaseFact), at })
  const rows = phaseRows({ subscriptionId: contract.id, phases, rhythm: { interval, intervalCount } })
  return { ...contract, phases: rows }
}

/** What resuming now would charge: a full period from now on, less what the balance pays. */
export async function previewResume({ now, ...input }: ResumeInput) {
  const contract = await pausedContract(db, input)
  const customer = await getCustomer(contract.customerId)
  const after = await withAnnouncedPrice(resumed(contract, now), { at: now, tx: db })
  const settlement = await computeSettlement(db, {
    contract: after,
    customer,
    at: now,
    since: contract.currentPeriodStart,
  })
  return { previewedAt: now, settlement }
}

/** Resumes a paused subscription at `at`: a new cycle begins and is charged. The customer is locked. */
export async function resumeContract(
  tx: Transaction,
  step: {
    contract: SubscriptionContract
    customer: CustomerRow
    at: Date
    charging: Charging
    actor: Actor
    now: Date
  },
): Promise<IssuedInvoice | null> {
  const before = resumed(step.contract, step.at)
  await replacePhases(tx, before.id, before.phases)
  const contract = await applyAnnouncedPrice(tx, { contract: before, at: step.at, now: step.now })
  const since = contract.currentPeriodStart
  const invoice = await advanceContract(tx, { ...step, contract, since, event: 'RESUMED' })
  await recordAudit(tx, step.now, {
    actor: step.actor,
    action: 'subscription.resume',
    customerId: contract.customerId,
    target: { type: 'subscription', id: contract.id },
    data: { invoice: invoice?.number ?? null },
  })
  await publishAbout(
    tx,
    { customerId: contract.customerId, id: contract.id, now: step.now },
    'subscription.resumed',
    'entitlements.updated',
  )
  return invoice
}

/**
 * Ends a pause now, before its planned end or without one. Throws subscription_not_paused, payment_method_missing,
 * preview_too_old.
 */
export async function resumeSubscription({
  previewedAt,
  actor,
  now,
  ...input
}: ResumeInput & { previewedAt?: Date; actor: Actor }): Promise<{ invoice: IssuedInvoice | null }> {
  return inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, input.customerId)
    const contract = await pausedContract(tx, input)
    const at = instantOf({ previewedAt, now })
    assertCanPay({ actor, customer })
    assertNotOlder(contract, { at, now })
    return { invoice: await resumeContract(tx, { contract, customer, at, charging: 'alone', actor, now }) }
  })
}
