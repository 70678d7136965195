import { draftPeriod, type DraftPolicy } from '@/lib/engine/draft-period'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import { getLegalEntity } from '@/lib/catalog/read-catalog'
import { lockCustomers } from '@/lib/customers/lock-customers'
import type { Transaction } from '@/lib/platform/db/client'
import { circumstances, computeDraft, lineRows, taxRows, type ComputedInvoice } from './computed-invoice'
import type { DraftInvoice } from './draft'
import { findDrafts, rewriteTaxes, updateDraft, type DraftRow, type TaxedLineRow } from './draft-store'
import { finalizedColumns } from './invoice-columns'
import { lateLinesOf } from './late-lines'
import { postFinalized, takeInvoiceNumbers, tellOfFinalized } from './post-finalized'
import { sendInvoices } from './send-invoices'
import { insertInvoices } from './store'

/**
 * Finalises these drafts with the VAT of `now` and what was reported late, or lets them wait on as the policy says. Their customers are locked by the
 * caller. Returns how many it finalised.
 */
export async function finalizeDrafts(
  tx: Transaction,
  { due, policy, now }: { due: { id: string; customerId: string }[]; policy: DraftPolicy; now: Date },
): Promise<number> {
  const customers = await lockCustomers(
    tx,
    due.map(({ customerId }) => customerId),
  )
  const rows = await findDrafts(
    tx,
    due.map(({ id }) => id),
  )
  const seller = await getLegalEntity(tx)
  const late = await lateLinesOf(tx, { drafts: rows, now })
  const ready: { row: DraftRow; invoice: ComputedInvoice }[] = []
  for (const row of rows) {
    const customer = customers.get(row.customerId)!
    const draft = storedDraft(row)
    const invoice = computeDraft({ draft, customer, seller, now })
    const { isRenewal, isProvisional } = circumstances(invoice)
    // What its author wrote begins to wait for VIES when they are done with it.
    const createdAt = row.finalizesAt ? row.createdAt : now
    const period = draftPeriod({ createdAt, now, isRenewal, isProvisional, policy })
    if (period) {
      await updateDraft(tx, row.id, period)
      continue
    }
    const more = late.get(row.id)
    const complete = more ? { ...draft, lines: [...draft.lines, ...more] } : null
    ready.push({ row, invoice: complete ? computeDraft({ draft: complete, customer, seller, now }) : invoice })
    if (isProvisional) await recordHoldEnded(tx, { row, now })
  }
  if (ready.length === 0) return 0

  const computed = ready.map(({ invoice }) => invoice)
  const added = ready.flatMap(({ row, invoice }) => lineRows(invoice).slice(row.lines.length))
  await insertInvoices(tx, { invoices: [], lines: added, taxes: [] })
  await postFinalized(tx, { computed, now })
  await rewriteTaxes(tx, {
    ids: computed.map(({ id }) => id),
    lines: ready.flatMap(taxedLines),
    taxes: computed.flatMap(taxRows),
  })
  const numbers = await takeInvoiceNumbers(tx, { seller, count: ready.length, now })
  const issued = computed.map((invoice, index) => ({ invoice, columns: finalizedColumns(invoice, { numbers, index }) }))
  for (const { invoice, columns } of issued) {
    const { subtotal, discountTotal, taxTotal, total } = invoice.amounts
    const { collectionMethod, customer } = invoice
    const sums = { subtotal, discountTotal, taxTotal, total }
    await updateDraft(tx, invoice.id, {
      ...columns,
      ...sums,
      collectionMethod,
      locale: customer.locale,
      finalizesAt: null,
      heldFor: null,
    })
  }
  await tellOfFinalized(tx, { issued: computed, now })
  await sendInvoices(tx, { issued, now })
  return ready.length
}

/** A stored draft as it was given to `issueInvoices`. How it is paid is as agreed by now, unless it was agreed for this one. */
function storedDraft(row: DraftRow): DraftInvoice {
  const { id, customerId, subscriptionId, reason, memo, poNumber, collectionMethod, paymentTermDays } = row
  return {
    id,
    customerId,
    subscriptionId,
    reason,
    collect: 'automatically',
    memo,
    poNumber,
    terms: reason === 'MANUAL' ? { collectionMethod, paymentTermDays } : undefined,
    lines: row.lines.map((line) => ({
      ...line,
      amount: line.pricedAmount,
      discounts: (line.discounts as { discountId: string; amount: string }[]).map(({ discountId, amount }) => ({
        discountId,
        amount: BigInt(amount),
      })),
      explanation: line.explanation as DraftInvoice['lines'][number]['explanation'],
    })),
  }
}

function taxedLines({ row, invoice }: { row: DraftRow; invoice: ComputedInvoice }): TaxedLineRow[] {
  return row.lines.map(({ id }, position) => {
    const { netAmount, taxAmount, tax } = invoice.amounts.lines[position]!
    return {
      id,
      amount: netAmount,
      taxAmount,
      taxCategory: tax.category,
      taxRate: tax.rate,
      taxCountry: tax.country,
    }
  })
}

async function recordHoldEnded(tx: Transaction, { row, now }: { row: DraftRow; now: Date }): Promise<void> {
  await recordAudit(tx, now, {
    actor: systemActor('Invoicing'),
    action: 'invoice.vat_id_hold_ended',
    customerId: row.customerId,
    target: { type: 'invoice', id: row.id },
  })
}
