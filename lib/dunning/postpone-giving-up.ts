import type { Transaction } from '@/lib/platform/db/client'
import { updateDunning } from './store'

/** The final action waits: something is under way that decides first. */
export async function postponeGivingUp(tx: Transaction, invoiceId: string, until: Date): Promise<void> {
  await updateDunning(tx, invoiceId, { giveUpAt: until })
}
