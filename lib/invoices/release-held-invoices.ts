import type { Transaction } from '@/lib/platform/db/client'
import { releaseDrafts } from './draft-store'
import { getInvoicingPolicy } from './invoicing-policy'
import { finalizeDraftsJob } from './jobs'

/**
 * The answer about the customer's VAT id is there: invoices that waited for it are due now, or when their grace period for
 * late usage ends. The customer is locked by the caller.
 */
export async function releaseHeldInvoices(
  tx: Transaction,
  { customerId, now }: { customerId: string; now: Date },
): Promise<void> {
  const { graceHours } = await getInvoicingPolicy(tx)
  if ((await releaseDrafts(tx, { customerId, graceHours, now })) > 0) await finalizeDraftsJob.enqueue(tx, {})
}
