import { inTransaction } from '@/lib/platform/db/client'
import { log } from '@/lib/platform/log'
import { claimDueDrafts } from './draft-store'
import { finalizeDrafts } from './finalize-drafts'
import { getInvoicingPolicy } from './invoicing-policy'

const BATCH = 100

/**
 * Finalises the drafts that are due at `now`, in batches until none is: with the VAT of this moment, in the order they were
 * made. One whose VAT id is still unanswered waits on, up to the policy's limit; then VAT is charged, and the audit says
 * so. A draft that cannot be finalised is logged and left for the next time. Returns how many were finalised.
 */
export async function finalizeDue({ now }: { now: Date }): Promise<number> {
  const failed: string[] = []
  let finalized = 0
  for (let limit = BATCH; ;) {
    let claimed: string[] = []
    try {
      const count = await inTransaction(async (tx) => {
        const due = await claimDueDrafts(tx, { now, limit, except: failed })
        claimed = due.map(({ id }) => id)
        if (due.length > 0) finalized += await finalizeDrafts(tx, { due, policy: await getInvoicingPolicy(tx), now })
        return due.length
      })
      if (count === 0) return finalized
    } catch (error) {
      if (claimed.length === 0) throw error
      if (claimed.length > 1) {
        limit = 1
        continue
      }
      log.error({ err: error, invoiceId: claimed[0] }, 'a draft could not be finalised')
      failed.push(claimed[0]!)
      limit = BATCH
    }
  }
}
