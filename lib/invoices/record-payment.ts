import { nextInvoiceStatus } from '@/lib/engine/lifecycle'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import { amountPayable } from './amount-due'
import { recoverBadDebt } from './mark-uncollectible'
import { findInvoiceRow, updateInvoice, type InvoiceRow } from './store'

/**
 * Counts money against an invoice, at most what is due, and closes it when nothing is. `surplus` is what it could not
 * take (it was paid or voided meanwhile): the caller returns it. One that was given up takes money like an open one.
 * The customer is locked by the caller.
 */
export async function recordPayment(
  tx: Transaction,
  { invoiceId, amount, now }: { invoiceId: string; amount: bigint; now: Date },
): Promise<{ invoice: InvoiceRow; surplus: bigint; closed: boolean }> {
  const before = await findInvoiceRow(invoiceId, tx)
  const due = amountPayable(before)
  const counted = amount < due ? amount : due
  if (counted === 0n) return { invoice: before, surplus: amount, closed: false }
  const closed = counted === due
  if (before.status === 'UNCOLLECTIBLE') await recoverBadDebt(tx, { invoice: before, amount: counted, now })
  const invoice = await updateInvoice(tx, invoiceId, {
    amountPaid: before.amountPaid + counted,
    ...(closed ? { status: nextInvoiceStatus(before.status, 'PAID'), paidAt: now, collectAt: null } : {}),
  })
  if (closed) await publishAbout(tx, { customerId: invoice.customerId, id: invoiceId, now }, 'invoice.paid')
  return { invoice, surplus: amount - counted, closed }
}

/** When the next automatic attempt is due (null = none), and that one more was made. */
export async function scheduleCollection(
  tx: Transaction,
  { invoiceId, collectAt, attempted }: { invoiceId: string; collectAt: Date | null; attempted?: boolean },
): Promise<void> {
  await updateInvoice(tx, invoiceId, { collectAt, ...(attempted ? { attemptCount: { increment: 1 } } : {}) })
}

/** When the next reminder of a sent invoice is due (null = none). */
export async function scheduleReminder(
  tx: Transaction,
  { invoiceId, remindAt }: { invoiceId: string; remindAt: Date | null },
): Promise<void> {
  await updateInvoice(tx, invoiceId, { remindAt })
}
