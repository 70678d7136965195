import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { amountDue } from '@/lib/invoices/amount-due'
import { collectInvoiceJob } from '@/lib/invoices/jobs'
import { lockInvoice } from '@/lib/invoices/lock-invoice'
import { scheduleCollection } from '@/lib/invoices/record-payment'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { findPaymentUnderWay } from './store'

/**
 * Charges an open invoice to the customer's default method now, without waiting for the schedule. Throws nothing_due,
 * no_payment_method, payment_under_way.
 */
export async function retryInvoice({
  invoiceId,
  actor,
  now,
}: {
  invoiceId: string
  actor: Actor
  now: Date
}): Promise<void> {
  await inTransaction(async (tx) => {
    const { invoice, customer } = await lockInvoice(tx, invoiceId)
    if (amountDue(invoice) <= 0n) throw conflict('nothing_due', 'Nothing is due on this invoice any more.')
    if (!customer.defaultPaymentMethodId)
      throw conflict('no_payment_method', 'The customer has no payment method that could be charged.')
    if (await findPaymentUnderWay(tx, invoiceId))
      throw conflict('payment_under_way', 'A payment of this invoice is under way already.')
    await scheduleCollection(tx, { invoiceId, collectAt: now })
    await collectInvoiceJob.enqueue(tx, { invoiceId })
    await recordAudit(tx, now, {
      actor,
      action: 'invoice.retry',
      customerId: customer.id,
      target: { type: 'invoice', id: invoiceId },
      data: { invoice: invoice.number },
    })
  })
}
