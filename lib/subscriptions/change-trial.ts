import { addDaysInZone } from '@/lib/engine/calendar'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { publishAbout } from '@/lib/outbound/publish-about'
import { db, inTransaction } from '@/lib/platform/db/client'
import { invalid } from '@/lib/platform/errors'
import { trialWakesAt } from './advance-contract'
import { LONGEST_TRIAL_DAYS } from './begin-subscription'
import { getBillingPolicy } from './billing-policy'
import { moveTrialEnd } from './end-trial'
import { syncCycles } from './lifecycle-store'
import { findLastCycles } from './store'
import { trialContract, type TrialContract } from './trial-contract'

interface TrialInput {
  customerId: string
  subscriptionId: string
  actor: Actor
  now: Date
}

/** The end that a trial would have. */
export async function previewTrialExtension(
  input: Pick<TrialInput, 'customerId' | 'subscriptionId'> & { days: number },
): Promise<{ trialEndsAt: Date }> {
  return { trialEndsAt: extended(await trialContract(db, input), input.days) }
}

function extended({ trialEndsAt, timeZone }: TrialContract, days: number): Date {
  if (!Number.isSafeInteger(days) || days < 1 || days > LONGEST_TRIAL_DAYS)
    throw invalid('trial_invalid', 'A trial is extended by 1 to 365 whole days.')
  return addDaysInZone({ at: trialEndsAt, days, timeZone })
}

/** Gives a running trial more days. Returns its new end. Throws subscription_not_in_trial, trial_invalid. */
export async function extendTrial({ days, ...input }: TrialInput & { days: number }): Promise<{ trialEndsAt: Date }> {
  return inTransaction(async (tx) => {
    await lockCustomer(tx, input.customerId)
    const contract = await trialContract(tx, input)
    const { now, actor } = input
    const trialEndsAt = extended(contract, days)
    const { trialNoticeDays: noticeDays } = await getBillingPolicy(tx)
    await moveTrialEnd(tx, { contract, trialEndsAt, wakesAt: trialWakesAt({ trialEndsAt, noticeDays, now }) })
    const cycle = (await findLastCycles(tx, [contract.id])).get(contract.id)
    if (cycle)
      await syncCycles(tx, contract.id, [
        { index: cycle.index, startsAt: cycle.startsAt, endsAt: trialEndsAt, invoiceId: null },
      ])
    await recordAudit(tx, now, {
      actor,
      action: 'subscription.extend_trial',
      customerId: contract.customerId,
      target: { type: 'subscription', id: contract.id },
      data: { days, trialEndsAt: trialEndsAt.toISOString() },
    })
    await publishAbout(tx, { customerId: contract.customerId, id: contract.id, now }, 'subscription.updated')
    return { trialEndsAt }
  })
}
