import type { Database } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'
import { insertInvoices, type InvoiceWithLines, type NewInvoiceLineRow, type NewInvoiceTaxRow } from './store'

/** The invoice that was asked for under this key of the customer. */
export async function findRequestedInvoice(
  tx: Database,
  { customerId, requestKey }: { customerId: string; requestKey: string },
): Promise<InvoiceWithLines | null> {
  return tx.invoice.findFirst({
    where: { customerId, requestKey },
    include: { lines: { orderBy: { position: 'asc' } }, taxes: { orderBy: [{ country: 'asc' }, { rate: 'asc' }] } },
  })
}

/** Puts other lines in place of a draft's. */
export async function replaceDraftLines(
  tx: Database,
  {
    id,
    data,
    lines,
    taxes,
  }: { id: string; data: Prisma.InvoiceUpdateInput; lines: NewInvoiceLineRow[]; taxes: NewInvoiceTaxRow[] },
): Promise<void> {
  await tx.invoiceLine.deleteMany({ where: { invoiceId: id, invoice: { status: 'DRAFT' } } })
  await tx.invoiceTax.deleteMany({ where: { invoiceId: id, invoice: { status: 'DRAFT' } } })
  await insertInvoices(tx, { invoices: [], lines, taxes })
  await tx.invoice.update({ where: { id, status: 'DRAFT' }, data })
}

/** A draft has no number and is in no books: nothing is left of it. */
export async function deleteDraft(tx: Database, id: string): Promise<void> {
  await tx.invoice.delete({ where: { id, status: 'DRAFT' } })
}
