import type { Transaction } from '@/lib/platform/db/client'
import { updateDunning } from './store'

/** What would be tried now is held: it is tried when staff release it. */
export async function planWhileHeld(tx: Transaction, invoiceId: string, at: Date): Promise<void> {
  await updateDunning(tx, invoiceId, { nextAttemptAt: at })
}
