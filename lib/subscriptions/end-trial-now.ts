import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer } from '@/lib/customers/read-customers'
import type { IssuedInvoice } from '@/lib/invoices/issue-invoices'
import { db, inTransaction, type Database } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { withAnnouncedPrice } from './apply-pending-change'
import { assertCanPay } from './assert-can-pay'
import { convertTrial, moveTrialEnd, withTrialEnd } from './end-trial'
import { assertNotOlder, instantOf } from './instant-of'
import { computeSettlement } from './settle-contract'
import { trialContract, type TrialContract } from './trial-contract'

interface EndTrialInput {
  customerId: string
  subscriptionId: string
  now: Date
}

/**
 * The trial, and when it then ends: at `at`. One that is over and was not converted yet ended when it was to end, so that
 * nothing of the paid time is given away.
 */
async function endingTrial(
  tx: Database,
  { at, now, ...whose }: EndTrialInput & { at: Date },
): Promise<{ contract: TrialContract; endsAt: Date }> {
  const contract = await trialContract(tx, whose)
  if (contract.pendingChange?.kind === 'CANCEL')
    throw conflict('cancellation_pending', 'The subscription is about to end. Take the cancellation back first.')
  if (contract.trialEndsAt <= at) return { contract, endsAt: contract.trialEndsAt }
  assertNotOlder(contract, { at, now })
  return { contract, endsAt: at }
}

/** What ending the trial now would charge, by the compute of the conversion, and when it then renews. */
export async function previewEndTrial({ now, ...whose }: EndTrialInput) {
  const { contract, endsAt } = await endingTrial(db, { ...whose, at: now, now })
  const paid = await withAnnouncedPrice(withTrialEnd(contract, endsAt), { at: endsAt, tx: db })
  const settlement = await computeSettlement(db, {
    contract: paid,
    customer: await getCustomer(contract.customerId),
    at: endsAt,
    since: contract.currentPeriodStart,
  })
  const cycle = settlement.cycles.at(-1)
  if (!cycle) throw new Error(`Subscription ${contract.id} has no cycle at ${endsAt.toISOString()}.`)
  return { previewedAt: now, settlement, renewsAt: cycle.end, currency: contract.currency }
}

/**
 * Ends a trial before its time, as Stripe's `trial_end=now`: the first paid cycle begins now, its invoice is issued and
 * charged as at the trial's end. Pressed twice, or after the trial has converted by itself, there is no trial any more and
 * nothing is charged. Without a payment method staff may do it all the same: it is then past due until it is paid.
 * Throws subscription_not_in_trial, payment_method_missing, cancellation_pending, billing_address_missing,
 * changed_meanwhile, preview_too_old.
 */
export async function endTrialNow({
  previewedAt,
  actor,
  now,
  ...whose
}: EndTrialInput & { previewedAt?: Date; actor: Actor }): Promise<{ invoice: IssuedInvoice | null }> {
  return inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, whose.customerId)
    const at = instantOf({ previewedAt, now })
    const { contract, endsAt } = await endingTrial(tx, { ...whose, at, now })
    assertCanPay({ actor, customer })
    const ended = await moveTrialEnd(tx, { contract, trialEndsAt: endsAt, wakesAt: endsAt })
    await recordAudit(tx, now, {
      actor,
      action: 'subscription.end_trial',
      customerId: contract.customerId,
      target: { type: 'subscription', id: contract.id },
      data: { planned: contract.trialEndsAt.toISOString(), endsAt: endsAt.toISOString() },
    })
    return { invoice: await convertTrial(tx, { contract: ended, customer, at: endsAt, charging: 'alone', actor, now }) }
  })
}
