import type { Database } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import { findContract, type SubscriptionContract } from './store'

/** A subscription whose trial is running, with the trial's end. */
export type TrialContract = SubscriptionContract & { trialEndsAt: Date }

/** The customer's subscription that is in a trial. Throws not_found, subscription_not_in_trial. */
export async function trialContract(
  tx: Database,
  { customerId, subscriptionId }: { customerId: string; subscriptionId: string },
): Promise<TrialContract> {
  const contract = await findContract(subscriptionId, tx)
  if (contract.customerId !== customerId) throw notFound('subscription', subscriptionId)
  const { status, trialEndsAt } = contract
  if (status !== 'TRIALING' || !trialEndsAt)
    throw conflict('subscription_not_in_trial', 'There is no trial running.', { status })
  return { ...contract, trialEndsAt }
}
