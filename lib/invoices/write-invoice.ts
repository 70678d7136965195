import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import type { AssembledInvoice } from '@/lib/engine/invoice'
import { db, inTransaction, type Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { lineRows, taxRows } from './computed-invoice'
import type { DraftInvoice } from './draft'
import { sharedColumns } from './invoice-columns'
import { issueInvoices } from './issue-invoices'
import { findInvoice, insertInvoices, type InvoiceWithLines } from './store'
import { findRequestedInvoice } from './written-store'
import { composeInvoice, type WrittenInvoice } from './written-invoice'

export interface WriteInvoiceInput {
  customerId: string
  invoice: WrittenInvoice
  /** Asked for twice under the same key of a customer, the invoice is there once. */
  requestKey?: string
  actor: Actor
  now: Date
}

/** What an invoice by hand would come to: the compute of the real thing. Reads only. Throws what `composeInvoice` throws. */
export async function previewInvoice({
  customerId,
  invoice,
  now,
}: Pick<WriteInvoiceInput, 'customerId' | 'invoice' | 'now'>): Promise<AssembledInvoice & { currency: string }> {
  const customer = await getCustomer(customerId)
  const { computed } = await composeInvoice(db, { customer, invoice, now })
  return { ...computed.amounts, currency: customer.currency }
}

/**
 * Writes an invoice by hand that waits as a draft until its author finalises it (`finalizeNow`); meanwhile its lines can be
 * rewritten. Throws what `composeInvoice` throws, and request_key_reused.
 */
export async function draftInvoice({
  customerId,
  invoice,
  requestKey,
  actor,
  now,
}: WriteInvoiceInput): Promise<InvoiceWithLines> {
  return inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId)
    const known = await findRequested(tx, { customerId, requestKey, invoice })
    if (known) return known
    const { computed, seller, draft } = await composeInvoice(tx, { customer, invoice, now })
    await insertInvoices(tx, {
      invoices: [{ ...sharedColumns(computed, { seller, now }), requestKey, status: 'DRAFT' }],
      lines: lineRows(computed),
      taxes: taxRows(computed),
    })
    await recordWritten(tx, {
      action: 'invoice.write_draft',
      customer,
      draft,
      total: computed.amounts.total,
      actor,
      now,
    })
    return findInvoice(computed.id, tx)
  })
}

/**
 * Writes an invoice by hand and issues it: numbered, posted, and charged or sent as its terms say. Where VIES has not
 * answered yet it waits as a draft like any other. Throws what `composeInvoice` throws, and request_key_reused.
 */
export async function writeInvoice(input: WriteInvoiceInput): Promise<InvoiceWithLines> {
  return inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, input.customerId)
    return (await issueWritten(tx, { ...input, customer, collect: 'automatically' })).invoice
  })
}

/** The same within a transaction that has the customer's lock; `isNew` unless its key had been used for it before. */
export async function issueWritten(
  tx: Transaction,
  {
    customer,
    invoice,
    requestKey,
    collect,
    actor,
    now,
  }: Omit<WriteInvoiceInput, 'customerId'> & { customer: CustomerRow; collect: DraftInvoice['collect'] },
): Promise<{ invoice: InvoiceWithLines; isNew: boolean }> {
  const known = await findRequested(tx, { customerId: customer.id, requestKey, invoice })
  if (known) return { invoice: known, isNew: false }
  const { draft, computed } = await composeInvoice(tx, { customer, invoice, collect, now })
  await issueInvoices(tx, { drafts: [{ ...draft, requestKey }], customers: new Map([[customer.id, customer]]), now })
  await recordWritten(tx, { action: 'invoice.write', customer, draft, total: computed.amounts.total, actor, now })
  return { invoice: await findInvoice(draft.id!, tx), isNew: true }
}

async function findRequested(
  tx: Transaction,
  { customerId, requestKey, invoice }: { customerId: string; requestKey?: string; invoice: WrittenInvoice },
): Promise<InvoiceWithLines | null> {
  const known = requestKey ? await findRequestedInvoice(tx, { customerId, requestKey }) : null
  if (!known) return null
  const isSame =
    known.lines.length === invoice.lines.length &&
    invoice.lines.every(({ description, quantity, unitAmount, taxBehavior }, index) => {
      const line = known.lines[index]!
      return (
        line.description === description.trim() &&
        line.quantity === quantity &&
        line.unitAmount === unitAmount.toString() &&
        line.taxBehavior === taxBehavior
      )
    })
  if (!isSame) throw conflict('request_key_reused', 'This key was used for another invoice.', { invoiceId: known.id })
  return known
}

async function recordWritten(
  tx: Transaction,
  {
    action,
    customer,
    draft,
    total,
    actor,
    now,
  }: { action: string; customer: CustomerRow; draft: DraftInvoice; total: bigint; actor: Actor; now: Date },
): Promise<void> {
  await recordAudit(tx, now, {
    actor,
    action,
    customerId: customer.id,
    target: { type: 'invoice', id: draft.id! },
    data: { total: total.toString(), currency: customer.currency, lines: draft.lines.length },
  })
}
