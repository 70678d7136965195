import type { Database, Transaction } from '@/lib/platform/db/client'
import type { Prisma } from '@/lib/platform/db/generated/client'
import { arrayLiteral, insertRows } from '@/lib/platform/db/rows'
import type { NewInvoiceTaxRow } from './store'

const withLines = {
  lines: { orderBy: { position: 'asc' } },
} satisfies Prisma.InvoiceInclude
export type DraftRow = Prisma.InvoiceGetPayload<{ include: typeof withLines }>

/**
 * Locks up to `limit` drafts that are due, and their customers: what another worker holds is left to it. `except` leaves
 * some out.
 */
export async function claimDueDrafts(
  tx: Transaction,
  { now, limit, except }: { now: Date; limit: number; except: string[] },
): Promise<{ id: string; customerId: string }[]> {
  return tx.$queryRaw`
    SELECT i.id, i.customer_id AS "customerId" FROM invoice i JOIN customer c ON c.id = i.customer_id
    WHERE i.finalizes_at <= ${now} AND i.id <> ALL(${except}::text[])
    ORDER BY i.finalizes_at, i.id LIMIT ${limit} FOR UPDATE OF i, c SKIP LOCKED`
}

/** Drafts with their lines, in the order they were made. */
export async function findDrafts(tx: Database, ids: string[]): Promise<DraftRow[]> {
  return tx.invoice.findMany({
    where: { id: { in: ids }, status: 'DRAFT' },
    include: withLines,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
}

export interface TaxedLineRow {
  id: string
  amount: bigint
  taxAmount: bigint
  taxCategory: string
  taxRate: string
  taxCountry: string
}

/** Puts the VAT of now in place of that of when the drafts were made. */
export async function rewriteTaxes(
  tx: Database,
  { ids, lines, taxes }: { ids: string[]; lines: TaxedLineRow[]; taxes: NewInvoiceTaxRow[] },
): Promise<void> {
  const column = (pick: (line: TaxedLineRow) => unknown) => arrayLiteral(lines.map(pick))
  await tx.$executeRaw`
    UPDATE invoice_line l SET amount = d.amount, tax_amount = d.tax, tax_category = d.category, tax_rate = d.rate, tax_country = d.country
    FROM unnest(${column((l) => l.id)}::text[], ${column((l) => l.amount)}::bigint[], ${column((l) => l.taxAmount)}::bigint[],
      ${column((l) => l.taxCategory)}::text[], ${column((l) => l.taxRate)}::text[], ${column((l) => l.taxCountry)}::text[])
      AS d(id, amount, tax, category, rate, country)
    WHERE l.id = d.id`
  await tx.invoiceTax.deleteMany({ where: { invoiceId: { in: ids } } })
  await insertRows(tx, { table: 'invoice_tax', rows: taxes })
}

export async function updateDraft(tx: Database, id: string, data: Prisma.InvoiceUpdateInput): Promise<void> {
  await tx.invoice.update({ where: { id, status: 'DRAFT' }, data })
}

/** Drafts of a customer that wait for VIES are due at `now`, or when their grace period ends. */
export async function releaseDrafts(
  tx: Database,
  { customerId, graceHours, now }: { customerId: string; graceHours: number; now: Date },
): Promise<number> {
  return tx.$executeRaw`
    UPDATE invoice SET held_for = NULL, finalizes_at = greatest(${now}::timestamptz, CASE reason
      WHEN 'SUBSCRIPTION_CYCLE' THEN created_at + make_interval(hours => ${graceHours}::int) ELSE ${now}::timestamptz END)
    WHERE customer_id = ${customerId} AND status = 'DRAFT' AND held_for = 'VAT_ID'`
}

export async function hasDraft(tx: Database, subscriptionId: string): Promise<boolean> {
  return (
    (await tx.invoice.findFirst({
      where: { status: 'DRAFT', lines: { some: { subscriptionId } } },
      select: { id: true },
    })) !== null
  )
}
