import { systemActor } from '@/lib/audit/actor'
import type { CustomerRow } from '@/lib/customers/read-customers'
import type { Transaction } from '@/lib/platform/db/client'
import { startContract } from './begin-subscription'
import { announceTrialEnd, endTrial } from './end-trial'
import { resumeContract } from './resume-subscription'
import { findContract, updateSubscription } from './store'

/**
 * Does what is due of a subscription besides renewal: starts what was scheduled, announces or ends a trial, resumes what is
 * paused until now. Nothing if it is not due (any more). The customer is locked.
 */
export async function wakeSubscription(
  tx: Transaction,
  { subscriptionId, customer, now }: { subscriptionId: string; customer: CustomerRow; now: Date },
): Promise<void> {
  const contract = await findContract(subscriptionId, tx)
  const { status, wakesAt, startedAt, trialEndsAt } = contract
  if (!wakesAt || wakesAt > now) return
  const together = { contract, customer, charging: 'together', now } as const
  if (status === 'SCHEDULED') await startContract(tx, { ...together, at: startedAt, actor: systemActor('Schedule') })
  else if (status === 'TRIALING' && trialEndsAt && trialEndsAt > now)
    await announceTrialEnd(tx, { contract, customer, now })
  else if (status === 'TRIALING') await endTrial(tx, { contract, customer, now })
  else if (status === 'PAUSED') await resumeContract(tx, { ...together, at: wakesAt, actor: systemActor('Pause') })
  else await updateSubscription(tx, subscriptionId, { wakesAt: null })
}
