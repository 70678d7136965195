import { dateInZone } from '@/lib/engine/calendar'
import type { AssembledInvoice } from '@/lib/engine/invoice'
import { entriesForInvoiceFinalized, type LedgerEntry } from '@/lib/engine/ledger'
import { getLegalEntity } from '@/lib/catalog/read-catalog'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { postTransactions } from '@/lib/ledger/post-transactions'
import type { Database } from '@/lib/platform/db/client'
import type { JsonObject } from '@/lib/platform/db/json'
import { newId } from '@/lib/platform/id'
import { computeInvoice } from './compute-invoice'
import type { DraftInvoice } from './draft'
import { collectInvoiceJob } from './jobs'
import { documentNumber, seriesPrefix } from './number-series'
import { buyerSnapshot, sellerSnapshot, type LegalEntityRow } from './parties'
import {
  insertInvoices,
  takeNumbers,
  type InvoiceRow,
  type NewInvoiceLineRow,
  type NewInvoiceRow,
  type NewInvoiceTaxRow,
} from './store'

export type IssuedInvoice = Pick<
  InvoiceRow,
  'id' | 'number' | 'customerId' | 'subscriptionId' | 'total' | 'status' | 'currency'
>

/**
 * Finalises any number of invoices at once in the caller's transaction, whose customers are locked: totals and tax,
 * consecutive numbers in the order given, frozen parties, ledger, and the job that collects. An invoice over nothing is
 * paid at once. The year of the number is that of `now` in the seller's zone (Europe/Berlin).
 */
export async function issueInvoices(
  tx: Database,
  { drafts, customers, now }: { drafts: DraftInvoice[]; customers: Map<string, CustomerRow>; now: Date },
): Promise<IssuedInvoice[]> {
  if (drafts.length === 0) return []
  const seller = await getLegalEntity(tx)
  const computed = drafts.map((draft) => {
    const customer = customers.get(draft.customerId)
    if (!customer) throw new Error(`Customer ${draft.customerId} was not locked before billing.`)
    return compute({ draft, customer, seller, now })
  })
  await postTransactions(
    tx,
    now,
    computed.map((invoice) => ({
      kind: 'invoice.finalized',
      sourceId: invoice.id,
      customerId: invoice.customer.id,
      entries: entriesOf(invoice),
    })),
  )
  await collectInvoiceJob.enqueueMany(
    tx,
    computed.flatMap(({ id, collectAt }) => (collectAt ? [{ invoiceId: id }] : [])),
  )
  // The series' row is what everybody who issues waits for until this transaction ends: so it is asked for as late as can
  // be, when only the numbered rows themselves are still to be written.
  const year = Number(dateInZone({ at: now, timeZone: 'Europe/Berlin' }).slice(0, 4))
  const prefix = seriesPrefix({ kind: 'INVOICE', year })
  const series = { legalEntityId: seller.id, kind: 'INVOICE', year, prefix }
  const { first, issuedAt } = await takeNumbers(tx, { ...series, count: computed.length, now })
  const issue = { seller, printedSeller: { ...sellerSnapshot(seller) }, prefix, issuedAt, now }
  const invoices = computed.map((invoice, i) => invoiceRow(invoice, { ...issue, number: first + i }))
  await insertInvoices(tx, { invoices, lines: computed.flatMap(lineRows), taxes: computed.flatMap(taxRows) })
  return invoices
}

interface ComputedInvoice {
  id: string
  draft: DraftInvoice
  customer: CustomerRow
  amounts: AssembledInvoice
  /** Over nothing it is paid at once. */
  due: boolean
  collectAt: Date | null
}

function compute({
  draft,
  customer,
  seller,
  now,
}: {
  draft: DraftInvoice
  customer: CustomerRow
  seller: LegalEntityRow
  now: Date
}): ComputedInvoice {
  const amounts = computeInvoice({ lines: draft.lines, seller, customer, at: now })
  if (amounts.total < 0n) throw new Error('An invoice below zero needs a credit note instead.')
  const { id = newId('inv') } = draft
  const due = amounts.total > 0n
  return { id, draft, customer, amounts, due, collectAt: due && draft.collect === 'automatically' ? now : null }
}

interface Issue {
  seller: LegalEntityRow
  /** One and the same for all, so that it is sent to the database once. */
  printedSeller: JsonObject
  prefix: string
  number: number
  issuedAt: Date
  now: Date
}

function invoiceRow(
  { id, draft, customer, amounts, due, collectAt }: ComputedInvoice,
  { seller, printedSeller, prefix, number, issuedAt, now }: Issue,
) {
  return {
    id,
    customerId: customer.id,
    subscriptionId: draft.subscriptionId,
    legalEntityId: seller.id,
    status: due ? ('OPEN' as const) : ('PAID' as const),
    reason: draft.reason,
    number: documentNumber({ prefix, number }),
    seriesPrefix: prefix,
    seriesNumber: number,
    currency: customer.currency,
    subtotal: amounts.subtotal,
    discountTotal: amounts.discountTotal,
    taxTotal: amounts.taxTotal,
    total: amounts.total,
    seller: printedSeller,
    buyer: { ...buyerSnapshot(customer) },
    locale: customer.locale,
    createdAt: now,
    finalizedAt: issuedAt,
    dueAt: issuedAt,
    paidAt: due ? null : issuedAt,
    collectAt,
  } satisfies NewInvoiceRow
}

/** Without rest and spread: this is the longest loop of all. */
function lineRows({ id: invoiceId, draft, amounts }: ComputedInvoice): NewInvoiceLineRow[] {
  return draft.lines.map((line, position) => {
    const { netAmount, taxAmount, tax } = amounts.lines[position]!
    return {
      id: newId('line'),
      invoiceId,
      position,
      subscriptionId: line.subscriptionId,
      segmentId: line.segmentId,
      cycleIndex: line.cycleIndex,
      kind: line.kind,
      billingKey: line.billingKey,
      planCode: line.planCode,
      priceId: line.priceId,
      description: line.description,
      quantity: line.quantity,
      unitAmount: line.unitAmount,
      from: line.from,
      to: line.to,
      pricedAmount: line.amount,
      discounts: line.discounts.map(({ discountId, amount }) => ({ discountId, amount: amount.toString() })),
      amount: netAmount,
      taxAmount,
      taxCategory: tax.category,
      taxRate: tax.rate,
      taxCountry: tax.country,
      explanation: line.explanation,
    }
  })
}

function taxRows({ id: invoiceId, amounts }: ComputedInvoice): NewInvoiceTaxRow[] {
  return amounts.breakdown.map(({ category, rate, country, taxableAmount, taxAmount, reason }) => {
    return { invoiceId, category, rate, country, taxable: taxableAmount, tax: taxAmount, reason }
  })
}

function entriesOf({ draft, customer, amounts }: ComputedInvoice): LedgerEntry[] {
  return entriesForInvoiceFinalized({
    currency: customer.currency,
    total: amounts.total,
    lines: amounts.lines.map(({ netAmount }, i) => ({
      netAmount,
      from: draft.lines[i]!.from,
      to: draft.lines[i]!.to,
    })),
    breakdown: amounts.breakdown,
  })
}
