import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { updateDraft } from './draft-store'
import { finalizeDrafts } from './finalize-drafts'
import { getInvoicingPolicy } from './invoicing-policy'
import { lockInvoice } from './lock-invoice'
import type { InvoiceRow } from './store'

interface DraftInput {
  invoiceId: string
  actor: Actor
  now: Date
}

/** Changes what is printed on an invoice that is still a draft. Throws invoice_not_draft. */
export async function editDraft({
  memo,
  poNumber,
  ...input
}: DraftInput & { memo: string | null; poNumber: string | null }): Promise<void> {
  await inTransaction(async (tx) => {
    await lockDraft(tx, input, { action: 'invoice.edit_draft', data: { memo, poNumber } })
    await updateDraft(tx, input.invoiceId, { memo, poNumber })
  })
}

/**
 * Finalises a draft without waiting any longer: with a VAT id that is still unanswered VAT is charged, by the decision of
 * who does this. One that was written by hand is finalised as its author is done: it waits for VIES like any other first.
 * Throws invoice_not_draft.
 */
export async function finalizeNow(input: DraftInput): Promise<void> {
  await inTransaction(async (tx) => {
    const { id, customerId, finalizesAt } = await lockDraft(tx, input, { action: 'invoice.finalize_now', data: {} })
    // One that is written by hand did not wait for VIES yet.
    const policy = finalizesAt ? { graceHours: 0, vatIdHoldDays: 0 } : await getInvoicingPolicy(tx)
    await finalizeDrafts(tx, { due: [{ id, customerId }], policy, now: input.now })
  })
}

async function lockDraft(
  tx: Transaction,
  { invoiceId, actor, now }: DraftInput,
  { action, data }: { action: string; data: Record<string, string | null> },
): Promise<InvoiceRow> {
  const { invoice, customer } = await lockInvoice(tx, invoiceId)
  if (invoice.status !== 'DRAFT')
    throw conflict('invoice_not_draft', 'This invoice is final already: correct it by a credit note.')
  const target = { type: 'invoice', id: invoiceId }
  await recordAudit(tx, now, { actor, action, customerId: customer.id, target, data })
  return invoice
}
