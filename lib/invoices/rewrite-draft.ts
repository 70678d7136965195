import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { lineRows, taxRows } from './computed-invoice'
import { lockInvoice } from './lock-invoice'
import { composeInvoice, type WrittenInvoice } from './written-invoice'
import { deleteDraft, replaceDraftLines } from './written-store'

interface DraftInput {
  invoiceId: string
  actor: Actor
  now: Date
}

/**
 * Puts other lines, terms and texts in place of those of a draft that was written by hand. Throws invoice_not_written when
 * it is final or the engine billed it, and what `composeInvoice` throws.
 */
export async function rewriteDraft({
  invoiceId,
  invoice,
  actor,
  now,
}: DraftInput & { invoice: WrittenInvoice }): Promise<void> {
  await inTransaction(async (tx) => {
    const customer = await lockWritten(tx, invoiceId)
    const { computed } = await composeInvoice(tx, { customer, invoice, invoiceId, now })
    const { subtotal, discountTotal, taxTotal, total } = computed.amounts
    const { memo = customer.invoiceMemo, poNumber = customer.poNumber, terms } = invoice
    await replaceDraftLines(tx, {
      id: invoiceId,
      data: {
        ...{ subtotal, discountTotal, taxTotal, total, memo, poNumber },
        collectionMethod: computed.collectionMethod,
        paymentTermDays: terms?.paymentTermDays ?? null,
      },
      lines: lineRows(computed),
      taxes: taxRows(computed),
    })
    await recordAudit(tx, now, {
      actor,
      action: 'invoice.rewrite_draft',
      customerId: customer.id,
      target: { type: 'invoice', id: invoiceId },
      data: { total: total.toString(), currency: customer.currency, lines: invoice.lines.length },
    })
  })
}

/** Throws a draft away that was written by hand. Throws invoice_not_written. */
export async function discardDraft({ invoiceId, actor, now }: DraftInput): Promise<void> {
  await inTransaction(async (tx) => {
    const customer = await lockWritten(tx, invoiceId)
    await deleteDraft(tx, invoiceId)
    const target = { type: 'customer', id: customer.id }
    const data = { invoice: invoiceId }
    await recordAudit(tx, now, { actor, action: 'invoice.discard_draft', customerId: customer.id, target, data })
  })
}

async function lockWritten(tx: Transaction, invoiceId: string) {
  const { invoice, customer } = await lockInvoice(tx, invoiceId)
  if (invoice.status !== 'DRAFT' || invoice.reason !== 'MANUAL')
    throw conflict('invoice_not_written', 'Only a draft that was written by hand can be changed like this.')
  return customer
}
