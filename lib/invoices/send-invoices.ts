import { holdersOfCredit } from '@/lib/balance/read-balance'
import { queueNotifications, type NewNotification } from '@/lib/notifications/queue-notification'
import type { Transaction } from '@/lib/platform/db/client'
import { amountDue } from './amount-due'
import type { ComputedInvoice } from './computed-invoice'
import { payUrl } from './pay-url'
import { settleFromBalance } from './settle-from-balance'
import { findInvoiceRow } from './store'

/**
 * Emails the invoices that the customer pays within the agreed days, each once. The balance pays first, as it does before
 * any charge: the email asks for what is left, and is the receipt where nothing is. They are written, and their customers
 * are locked. Returns the ids of those that the balance paid in full.
 */
export async function sendInvoices(
  tx: Transaction,
  {
    issued,
    now,
  }: {
    issued: { invoice: ComputedInvoice; columns: { number: string; dueAt: Date } }[]
    now: Date
  },
): Promise<string[]> {
  const sent = issued.filter(({ invoice: { due, collectionMethod } }) => due && collectionMethod === 'SEND_INVOICE')
  if (sent.length === 0) return []
  const holders = await holdersOfCredit(tx, [...new Set(sent.map(({ invoice }) => invoice.customer.id))])
  const paid: string[] = []
  const emails: NewNotification[] = []
  for (const { invoice, columns } of sent) {
    const { id, customer, amounts } = invoice
    const { email: recipient, locale, id: customerId, name: customerName, currency } = customer
    const facts = { invoiceId: id, invoiceNumber: columns.number, currency, customerName }
    const settled = holders.has(customerId)
      ? await settleFromBalance(tx, { invoice: await findInvoiceRow(id, tx), now })
      : null
    if (settled?.closed) {
      paid.push(id)
      const total = amounts.total.toString()
      const data = { ...facts, total, paidAt: now.toISOString(), method: null, paymentMethod: null }
      emails.push({ kind: 'invoice_paid', dedupeKey: `invoice_paid:${id}`, recipient, locale, customerId, data })
      continue
    }
    const total = (settled ? amountDue(settled.invoice) : amounts.total).toString()
    const data = { ...facts, total, dueAt: columns.dueAt.toISOString(), payUrl: payUrl(id) }
    emails.push({ kind: 'invoice_open', dedupeKey: `invoice_open:${id}`, recipient, locale, customerId, data })
  }
  await queueNotifications(tx, now, emails)
  return paid
}
