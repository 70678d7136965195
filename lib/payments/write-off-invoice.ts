import type { Actor } from '@/lib/audit/actor'
import { getDunningPolicy } from '@/lib/dunning/dunning-policy'
import { endDunning } from '@/lib/dunning/end-dunning'
import { lockInvoice } from '@/lib/invoices/lock-invoice'
import { markUncollectible } from '@/lib/invoices/mark-uncollectible'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { subscriptionsPaid } from '@/lib/subscriptions/react-to-payment'
import { isBeingCharged } from './take-final-action'

/**
 * Staff give up what is due of an open invoice. Its subscriptions go on when nothing else is owed; to end them is another
 * decision. Throws invoice_not_open, checkout_unfinished, payment_under_way.
 */
export async function writeOffInvoice({
  invoiceId,
  actor,
  now,
}: {
  invoiceId: string
  actor: Actor
  now: Date
}): Promise<void> {
  await inTransaction(async (tx) => {
    const { invoice } = await lockInvoice(tx, invoiceId)
    if (invoice.status !== 'OPEN')
      throw conflict('invoice_not_open', 'Only an open invoice can be given up.', { status: invoice.status })
    if (invoice.reason === 'SUBSCRIPTION_START')
      throw conflict('checkout_unfinished', 'This checkout was never finished: its invoice is voided by itself.')
    if (await isBeingCharged(tx, invoiceId))
      throw conflict('payment_under_way', 'A payment of this invoice is under way: wait for its result.')
    const { reclaimsVat } = await getDunningPolicy(tx)
    await markUncollectible(tx, { invoiceId, reclaimsVat, actor, now })
    await endDunning(tx, { invoiceIds: [invoiceId], outcome: 'UNCOLLECTIBLE', now })
    await subscriptionsPaid(tx, { invoice, now })
  })
}
