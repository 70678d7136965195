import type { LineDiscount } from '@/lib/engine/discount'
import { db, type Database } from '@/lib/platform/db/client'
import { selectRows } from '@/lib/platform/db/direct-sql'
import { Prisma } from '@/lib/platform/db/generated/client'
import { arrayLiteral, insertRows } from '@/lib/platform/db/rows'
import { notFound } from '@/lib/platform/errors'

export type NewInvoiceRow = Prisma.InvoiceCreateManyInput
export type NewInvoiceLineRow = Prisma.InvoiceLineCreateManyInput
export type NewInvoiceTaxRow = Prisma.InvoiceTaxCreateManyInput
export type NewCreditNoteRow = Prisma.CreditNoteUncheckedCreateInput
export type InvoiceRow = Prisma.InvoiceGetPayload<object>
const withLines = {
  lines: { orderBy: { position: 'asc' } },
  taxes: { orderBy: [{ country: 'asc' }, { rate: 'asc' }] },
} satisfies Prisma.InvoiceInclude
export type InvoiceWithLines = Prisma.InvoiceGetPayload<{ include: typeof withLines }>
export type CreditNoteWithLines = Prisma.CreditNoteGetPayload<{ include: { lines: true } }>

/**
 * Takes `count` consecutive numbers under the series' row lock: the first of them, and the instant to date the documents
 * by. That is `now`, or a moment later if another process was quicker, so that dates rise with the numbers.
 */
export async function takeNumbers(
  tx: Database,
  series: { legalEntityId: string; kind: string; year: number; prefix: string; count: number; now: Date },
): Promise<{ first: number; issuedAt: Date }> {
  const { legalEntityId, kind, year, prefix, count, now } = series
  const rows = await selectRows<{ first: number; issuedAt: Date }>(
    tx,
    Prisma.sql`
    INSERT INTO number_series (legal_entity_id, kind, year, prefix, next_number, last_issued_at)
    VALUES (${legalEntityId}, ${kind}, ${year}, ${prefix}, ${count + 1}, ${now})
    ON CONFLICT (legal_entity_id, kind, year) DO UPDATE
      SET next_number = number_series.next_number + ${count},
          last_issued_at = greatest(number_series.last_issued_at, excluded.last_issued_at)
    RETURNING next_number - ${count} AS first, last_issued_at AS "issuedAt"`,
  )
  return rows[0]!
}

export async function insertInvoices(
  tx: Database,
  rows: {
    invoices: Prisma.InvoiceCreateManyInput[]
    lines: Prisma.InvoiceLineCreateManyInput[]
    taxes: Prisma.InvoiceTaxCreateManyInput[]
  },
): Promise<void> {
  await insertRows(tx, { table: 'invoice', rows: rows.invoices })
  await insertRows(tx, { table: 'invoice_line', rows: rows.lines, names: { from: 'period_from', to: 'period_to' } })
  await insertRows(tx, { table: 'invoice_tax', rows: rows.taxes })
}

export async function findCustomerOfInvoice(tx: Database, id: string): Promise<string> {
  const row = await tx.invoice.findUnique({ where: { id }, select: { customerId: true } })
  if (!row) throw notFound('invoice', id)
  return row.customerId
}

/** The invoice itself, without its lines: what paying it needs. */
export async function findInvoiceRow(id: string, tx: Database = db): Promise<InvoiceRow> {
  const row = await tx.invoice.findUnique({ where: { id } })
  if (!row) throw notFound('invoice', id)
  return row
}

export async function findInvoice(id: string, tx: Database = db): Promise<InvoiceWithLines> {
  const row = await tx.invoice.findUnique({ where: { id }, include: withLines })
  if (!row) throw notFound('invoice', id)
  return row
}

export async function updateInvoice(tx: Database, id: string, data: Prisma.InvoiceUpdateInput): Promise<InvoiceRow> {
  return tx.invoice.update({ where: { id }, data })
}

/** What a voided invoice billed may be billed again. */
export async function releaseLines(tx: Database, invoiceId: string): Promise<void> {
  await tx.invoiceLine.updateMany({ where: { invoiceId }, data: { released: true } })
}

/** Lines issued for these subscriptions from a cycle on: what billing by difference compares with. */
export async function findIssuedLines(
  tx: Database,
  subscriptions: { id: string; fromCycle: number }[],
): Promise<IssuedLineRow[]> {
  if (subscriptions.length === 0) return []
  const ids = arrayLiteral(subscriptions.map(({ id }) => id))
  const from = arrayLiteral(subscriptions.map(({ fromCycle }) => fromCycle))
  const rows = await selectRows<
    Omit<IssuedLineRow, 'discounts'> & { discounts: { discountId: string; amount: string }[]; givenUp: boolean }
  >(
    tx,
    Prisma.sql`
    SELECT l.subscription_id AS "subscriptionId", l.billing_key AS "billingKey", l.segment_id AS "segmentId",
           l.cycle_index AS "cycleIndex", l.kind::text AS kind, l.priced_amount AS amount, l.discounts, l.period_from AS "from", l.period_to AS "to", l.released AS voided,
           i.status = 'UNCOLLECTIBLE' OR (i.status = 'VOID' AND NOT l.released) AS "givenUp",
           (SELECT coalesce(sum(CASE l.tax_behavior WHEN 'INCLUSIVE' THEN c.amount + c.tax_amount ELSE c.amount END), 0)::bigint
            FROM credit_note_line c
            WHERE c.invoice_line_id = l.id AND c.contract_credit_id IS NULL) AS "creditedAmount"
    FROM unnest(${ids}::text[], ${from}::int[]) AS wanted(id, from_cycle)
    JOIN invoice_line l ON l.subscription_id = wanted.id AND l.cycle_index >= wanted.from_cycle
    JOIN invoice i ON i.id = l.invoice_id
    UNION ALL
    SELECT c.subscription_id, c.billing_key, c.segment_id, c.cycle_index, 'CREDIT', c.priced_amount, c.discounts,
           c.period_from, c.period_to, false, false, 0
    FROM unnest(${ids}::text[], ${from}::int[]) AS wanted(id, from_cycle)
    JOIN contract_credit c ON c.subscription_id = wanted.id AND c.cycle_index >= wanted.from_cycle`,
  )
  const parsed = ({ discountId, amount }: { discountId: string; amount: string }) => ({
    discountId,
    amount: BigInt(amount),
  })
  return rows.map(({ givenUp, ...row }) => {
    const discounts = row.discounts.map(parsed)
    // What was let go or written off with its invoice was billed, and nothing of it is left to credit.
    const net = discounts.reduce((left, { amount }) => left - amount, row.amount)
    return { ...row, discounts, creditedAmount: givenUp ? net : row.creditedAmount }
  })
}

export interface IssuedLineRow {
  subscriptionId: string
  billingKey: string
  segmentId: string
  cycleIndex: number
  kind: 'CHARGE' | 'CREDIT'
  amount: bigint
  discounts: LineDiscount[]
  from: Date
  to: Date
  voided: boolean
  creditedAmount: bigint
}

/** Open invoices with a line of this subscription, also those that hold others besides. */
export async function findOpenInvoices(tx: Database, subscriptionId: string): Promise<InvoiceRow[]> {
  return tx.invoice.findMany({
    where: { status: 'OPEN', lines: { some: { subscriptionId } } },
    orderBy: { finalizedAt: 'asc' },
  })
}

/** The subscriptions that an invoice bills: none if it was written by hand, several where their renewals fell together. */
export async function findSubscriptionsOf(
  tx: Database,
  { id, subscriptionId }: Pick<InvoiceRow, 'id' | 'subscriptionId'>,
): Promise<string[]> {
  if (subscriptionId) return [subscriptionId]
  const lines = await tx.invoiceLine.findMany({
    where: { invoiceId: id, subscriptionId: { not: null } },
    distinct: ['subscriptionId'],
    orderBy: { position: 'asc' },
    select: { subscriptionId: true },
  })
  return lines.flatMap((line) => line.subscriptionId ?? [])
}

/** All that a customer owes, oldest first. */
export async function findCustomersOpenInvoices(tx: Database, customerId: string): Promise<InvoiceRow[]> {
  return tx.invoice.findMany({ where: { customerId, status: 'OPEN' }, orderBy: { finalizedAt: 'asc' } })
}

/** Open invoices whose automatic attempt failed before: not those that wait for a customer to confirm in person. */
export async function findOverdueInvoices(tx: Database, customerId: string): Promise<InvoiceRow[]> {
  return tx.invoice.findMany({
    where: {
      customerId,
      status: 'OPEN',
      collectionMethod: 'CHARGE_AUTOMATICALLY',
      reason: { not: 'SUBSCRIPTION_START' },
      dunning: { isNot: null },
    },
    orderBy: { finalizedAt: 'asc' },
  })
}

export async function findCreditedLines(tx: Database, invoiceId: string) {
  return tx.creditNoteLine.findMany({ where: { creditNote: { invoiceId } } })
}

/**
 * A subscription's invoices that can be credited, newest first, with all their lines and what credit notes took of each.
 * What an order that nobody paid billed is called off, not credited.
 */
export async function findCreditableInvoices(tx: Database, subscriptionId: string) {
  const invoices = await tx.invoice.findMany({
    where: { status: { in: ['OPEN', 'PAID'] }, lines: { some: { subscriptionId, released: false } } },
    orderBy: { id: 'desc' },
    select: {
      id: true,
      lines: { orderBy: { position: 'asc' } },
      payments: { where: { disputed: true }, select: { id: true } },
    },
  })
  const credited = await tx.creditNoteLine.groupBy({
    by: ['invoiceLineId'],
    where: { invoiceLineId: { in: invoices.flatMap(({ lines }) => lines.map(({ id }) => id)) } },
    _sum: { amount: true, taxAmount: true },
  })
  const creditedOf = new Map(credited.map(({ invoiceLineId, _sum }) => [invoiceLineId, _sum]))
  return invoices.map(({ id, lines, payments }) => ({
    id,
    disputed: payments.length > 0,
    lines: lines.map((line) => ({
      id: line.id,
      billingKey: line.billingKey,
      kind: line.kind,
      netAmount: line.amount,
      taxAmount: line.taxAmount,
      creditedNetAmount: creditedOf.get(line.id)?.amount ?? 0n,
      creditedTaxAmount: creditedOf.get(line.id)?.taxAmount ?? 0n,
      foreign: line.subscriptionId !== subscriptionId,
    })),
  }))
}

/** Whether a bank withdrew a payment of an invoice, and has not decided or has kept it. */
export async function isDisputed(tx: Database, invoiceId: string): Promise<boolean> {
  return (await tx.payment.count({ where: { invoiceId, disputed: true } })) > 0
}

/** Money that credit notes gave or promised back of an invoice. */
export async function sumRefunded(tx: Database, invoiceId: string): Promise<bigint> {
  const { _sum } = await tx.creditNote.aggregate({ where: { invoiceId }, _sum: { toRefund: true, toOutside: true } })
  return (_sum.toRefund ?? 0n) + (_sum.toOutside ?? 0n)
}

export async function insertContractCredits(
  tx: Database,
  credits: Prisma.ContractCreditCreateManyInput[],
): Promise<void> {
  await tx.contractCredit.createMany({ data: credits })
}

export async function insertCreditNote(
  tx: Database,
  creditNote: Prisma.CreditNoteUncheckedCreateInput,
  lines: Prisma.CreditNoteLineCreateManyInput[],
): Promise<void> {
  await tx.creditNote.create({ data: creditNote })
  await tx.creditNoteLine.createMany({ data: lines })
}

export async function findCreditNote(id: string) {
  const row = await db.creditNote.findUnique({
    where: { id },
    include: { lines: { orderBy: { position: 'asc' } }, invoice: true },
  })
  if (!row) throw notFound('credit note', id)
  return row
}

const detail = {
  ...withLines,
  customer: true,
  payments: {
    orderBy: { createdAt: 'desc' },
    include: { paymentMethod: true, refunds: { orderBy: { createdAt: 'desc' } }, disputes: true },
  },
  creditNotes: { orderBy: { issuedAt: 'desc' }, include: { lines: { orderBy: { position: 'asc' } } } },
  // What the customer's balance paid of it.
  credits: { where: { releasedAt: null } },
} satisfies Prisma.InvoiceInclude
export type InvoiceDetail = Prisma.InvoiceGetPayload<{ include: typeof detail }>

/** An invoice with everything its page shows; with `customerId`, only if it is that customer's. */
export async function findInvoiceDetail({
  id,
  customerId,
}: {
  id: string
  customerId?: string
}): Promise<InvoiceDetail> {
  const row = await db.invoice.findFirst({ where: { id, customerId }, include: detail })
  if (!row) throw notFound('invoice', id)
  return row
}

export interface InvoiceSearch {
  customerId?: string
  subscriptionId?: string
  status?: InvoiceRow['status']
  /** Any of these; OVERDUE are the open ones that were due before `overdueBefore`. */
  statuses?: (InvoiceRow['status'] | 'OVERDUE')[]
  overdueBefore?: Date
  /** Paid in full within [from, to). */
  paid?: { from: Date; to: Date }
  query?: string
  sort?: 'finalizedAt' | 'total' | 'number' | 'dueAt'
  direction?: 'asc' | 'desc'
  page: number
  pageSize: number
}

export async function searchInvoiceRows(search: InvoiceSearch) {
  const {
    customerId,
    subscriptionId,
    status,
    statuses = [],
    paid,
    query,
    sort = 'finalizedAt',
    direction = 'desc',
  } = search
  const { page, pageSize } = search
  const text = query?.trim()
  const states: Prisma.InvoiceWhereInput[] = statuses.map((wanted) =>
    wanted === 'OVERDUE' ? { status: 'OPEN', dueAt: { lt: search.overdueBefore } } : { status: wanted },
  )
  const where: Prisma.InvoiceWhereInput = {
    customerId,
    ...(subscriptionId ? { lines: { some: { subscriptionId } } } : {}),
    // Drafts only for who asks for them.
    status: status ?? (statuses.includes('DRAFT') ? undefined : { not: 'DRAFT' }),
    ...(states.length > 0 ? { AND: { OR: states } } : {}),
    ...(paid ? { paidAt: { gte: paid.from, lt: paid.to } } : {}),
    ...(text
      ? {
          OR: [
            { number: { contains: text, mode: 'insensitive' } },
            { customer: { name: { contains: text, mode: 'insensitive' } } },
          ],
        }
      : {}),
  }
  const [rows, total] = await Promise.all([
    db.invoice.findMany({
      where,
      orderBy: [{ [sort]: direction }, { id: direction }],
      skip: (page - 1) * pageSize,
      take: pageSize,
      include: { customer: { select: { id: true, name: true } } },
    }),
    db.invoice.count({ where }),
  ])
  return { rows, total }
}

/** Open invoices whose automatic attempt is due. Not locked: the use-case takes the customer's lock and looks again. */
export async function findInvoicesToCollect(now: Date, limit: number): Promise<string[]> {
  const rows = await db.invoice.findMany({
    where: { collectAt: { lte: now } },
    orderBy: { collectAt: 'asc' },
    take: limit,
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

/** Sent invoices whose next reminder is due; not locked either. */
export async function findInvoicesToRemindOf(now: Date, limit: number): Promise<string[]> {
  // By its own statement, as the index is of open invoices only and a status that is a parameter would not find it.
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM invoice WHERE status = 'OPEN' AND remind_at <= ${now} ORDER BY remind_at LIMIT ${limit}`
  return rows.map((row) => row.id)
}
