import { planWhileHeld } from '@/lib/dunning/plan-while-held'
import { getDunning } from '@/lib/dunning/read-dunning'
import { collectInvoiceJob } from '@/lib/invoices/jobs'
import { listOverdueInvoices } from '@/lib/invoices/read-invoices'
import { scheduleCollection } from '@/lib/invoices/record-payment'
import type { Transaction } from '@/lib/platform/db/client'

/** The customer fixed the method: what failed before is tried again at once, without waiting for the schedule; what staff hold, when they release it. */
export async function retryOpenInvoices(
  tx: Transaction,
  { customerId, now }: { customerId: string; now: Date },
): Promise<void> {
  for (const { id } of await listOverdueInvoices(tx, customerId)) {
    if ((await getDunning(id, tx))?.pausedAt) {
      await planWhileHeld(tx, id, now)
      continue
    }
    await scheduleCollection(tx, { invoiceId: id, collectAt: now })
    await collectInvoiceJob.enqueue(tx, { invoiceId: id })
  }
}
