import { log } from '@/lib/platform/log'
import { RENEWAL_BATCH, RenewalError, renewSubscriptions } from './renew-subscriptions'

/** More failures than this are no bad row but a bad day: the whole run stops, and says so. */
const FAILURES = 50

/**
 * Renews everything that is due, in batches until nothing is. A customer who cannot be billed does not hold up the others:
 * a batch that fails is cut down until that one stands alone, is logged, and is left for the next time, with all of
 * their subscriptions, as those that fall together are on one invoice.
 * Returns how many were renewed.
 */
export async function renewDue({ now }: { now: Date }): Promise<number> {
  const failed: string[] = []
  let renewed = 0
  for (let limit = RENEWAL_BATCH; ;) {
    try {
      const count = await renewSubscriptions({ now, limit, except: failed })
      if (count === 0) return renewed
      renewed += count
    } catch (error) {
      if (!(error instanceof RenewalError) || failed.length >= FAILURES) throw error
      const [first, ...others] = error.customerIds
      if (others.length > 0) {
        limit = Math.ceil(error.customerIds.length / 8)
        continue
      }
      log.error({ err: error.cause, customerId: first }, 'renewal failed')
      failed.push(first!)
      limit = RENEWAL_BATCH
    }
  }
}
