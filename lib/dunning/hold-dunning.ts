import { resumeDunning } from '@/lib/engine/dunning'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { collectInvoiceJob } from '@/lib/invoices/jobs'
import { lockInvoice } from '@/lib/invoices/lock-invoice'
import type { InvoiceRow } from '@/lib/invoices/read-invoices'
import { scheduleCollection, scheduleReminder } from '@/lib/invoices/record-payment'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { findDunning, updateDunning } from './store'

interface HoldInput {
  invoiceId: string
  actor: Actor
  now: Date
}

/**
 * Holds the dunning of an invoice: no automatic attempt, reminder or final action until it is released. The customer can pay
 * meanwhile. Held already, it changes nothing. Throws not_in_dunning.
 */
export async function pauseDunning({ invoiceId, actor, now }: HoldInput): Promise<void> {
  await inTransaction(async (tx) => {
    const { invoice } = await lockInvoice(tx, invoiceId)
    const dunning = await findDunning(invoiceId, tx)
    if (!dunning || dunning.endedAt || invoice.status !== 'OPEN') throw notInDunning()
    if (dunning.pausedAt) return
    await updateDunning(tx, invoiceId, { pausedAt: now })
    await scheduleNextStep(tx, { invoice, at: null })
    const target = { type: 'invoice', id: invoiceId }
    const data = { invoice: invoice.number }
    await recordAudit(tx, now, { actor, action: 'dunning.pause', customerId: invoice.customerId, target, data })
  })
}

/** Lets it go on: what fell due meanwhile is tried now, the time to the final action is what was left. Throws not_in_dunning. */
export async function releaseDunning({ invoiceId, actor, now }: HoldInput): Promise<void> {
  await inTransaction(async (tx) => {
    const { invoice } = await lockInvoice(tx, invoiceId)
    const dunning = await findDunning(invoiceId, tx)
    if (!dunning || dunning.endedAt || invoice.status !== 'OPEN') throw notInDunning()
    if (!dunning.pausedAt) return
    const { collectAt, giveUpAt } = resumeDunning({ state: dunning, pausedAt: dunning.pausedAt, now })
    await updateDunning(tx, invoiceId, { pausedAt: null, nextAttemptAt: collectAt, giveUpAt })
    await scheduleNextStep(tx, { invoice, at: collectAt })
    if (collectAt && collectAt <= now && !isSent(invoice)) await collectInvoiceJob.enqueue(tx, { invoiceId })
    const target = { type: 'invoice', id: invoiceId }
    const data = { invoice: invoice.number, collectAt: collectAt?.toISOString() ?? null }
    await recordAudit(tx, now, { actor, action: 'dunning.resume', customerId: invoice.customerId, target, data })
  })
}

const isSent = ({ collectionMethod }: InvoiceRow) => collectionMethod === 'SEND_INVOICE'

/** The next step of an invoice that is sent is a reminder, of another an attempt. */
async function scheduleNextStep(
  tx: Transaction,
  { invoice, at }: { invoice: InvoiceRow; at: Date | null },
): Promise<void> {
  const { id: invoiceId } = invoice
  if (isSent(invoice)) await scheduleReminder(tx, { invoiceId, remindAt: at })
  await scheduleCollection(tx, { invoiceId, collectAt: isSent(invoice) ? null : at })
}

const notInDunning = () =>
  conflict('not_in_dunning', 'No unpaid attempt of this invoice is being followed up any more.')
