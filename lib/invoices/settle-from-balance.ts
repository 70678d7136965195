import { nextInvoiceStatus } from '@/lib/engine/lifecycle'
import { payFromBalance } from '@/lib/balance/apply-balance'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import { amountDue } from './amount-due'
import { updateInvoice, type InvoiceRow } from './store'
import { waiveSmallAmount } from './waive-small-amount'

/**
 * Pays what the customer's balance can of an open invoice, before anything is charged, and lets go of what is then too
 * little to be charged. The customer is locked and no payment is under way. `closed` when nothing is left to pay.
 */
export async function settleFromBalance(
  tx: Transaction,
  { invoice, now }: { invoice: InvoiceRow; now: Date },
): Promise<{ invoice: InvoiceRow; closed: boolean }> {
  const due = amountDue(invoice)
  const { id: invoiceId, customerId, currency } = invoice
  const amount = due > 0n ? await payFromBalance(tx, { invoiceId, customerId, currency, amountDue: due, now }) : 0n
  if (amount === 0n) return waiveSmallAmount(tx, { invoice, now })
  const closed = amount === due
  const updated = await updateInvoice(tx, invoiceId, {
    amountCredited: invoice.amountCredited + amount,
    ...(closed ? { status: nextInvoiceStatus(invoice.status, 'PAID'), paidAt: now, collectAt: null } : {}),
  })
  await recordAudit(tx, now, {
    actor: systemActor('Balance'),
    action: 'balance.apply',
    customerId,
    target: { type: 'invoice', id: invoiceId },
    data: { invoice: invoice.number, amount: amount.toString(), currency },
  })
  if (closed) await publishAbout(tx, { customerId, id: invoiceId, now }, 'invoice.paid')
  return closed ? { invoice: updated, closed } : waiveSmallAmount(tx, { invoice: updated, now })
}
