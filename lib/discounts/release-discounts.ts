import type { Transaction } from '@/lib/platform/db/client'
import { releaseRedemptions } from './store'

/** A subscription was never paid: what was redeemed on it does not count, and others may have it. The customer is locked. */
export async function releaseDiscounts(
  tx: Transaction,
  { subscriptionId, now }: { subscriptionId: string; now: Date },
): Promise<void> {
  await releaseRedemptions(tx, subscriptionId, now)
}
