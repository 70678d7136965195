import type { Transaction } from '@/lib/platform/db/client'
import { endDunnings, type DunningRow } from './store'

/** Dunning is over: the invoices were paid or taken back, or the final action was taken. What had ended stays as it did. */
export async function endDunning(
  tx: Transaction,
  { invoiceIds, outcome, now }: { invoiceIds: string[]; outcome: NonNullable<DunningRow['outcome']>; now: Date },
): Promise<void> {
  await endDunnings(tx, invoiceIds, { endedAt: now, outcome })
}
