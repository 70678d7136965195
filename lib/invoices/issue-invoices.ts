import { dateInZone } from '@/lib/engine/calendar'
import { entriesForInvoiceFinalized } from '@/lib/engine/ledger'
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
  const printedSeller = { ...sellerSnapshot(seller) }
  const built = drafts.map((draft) => {
    const customer = customers.get(draft.customerId)
    if (!customer) throw new Error(`Customer ${draft.customerId} was not locked before billing.`)
    return buildInvoice({ draft, customer, seller, printedSeller, now })
  })
  await postTransactions(
    tx,
    now,
    built.map(({ invoice, entries }) => ({
      kind: 'invoice.finalized',
      sourceId: invoice.id,
      customerId: invoice.customerId,
      entries,
    })),
  )
  await collectInvoiceJob.enqueueMany(
    tx,
    built.flatMap(({ invoice }) => (invoice.collectAt ? [{ invoiceId: invoice.id }] : [])),
  )
  const invoices = await numberInvoices(
    tx,
    built.map(({ invoice }) => invoice),
    now,
  )
  await insertInvoices(tx, {
    invoices,
    lines: built.flatMap(({ lines }) => lines),
    taxes: built.flatMap(({ taxes }) => taxes),
  })
  return invoices
}

type BuiltInvoice = ReturnType<typeof buildInvoice>['invoice']

/**
 * Gives consecutive numbers. The series' row is what everybody who issues waits for, until this transaction ends: so it is
 * asked for as late as can be, when only the numbered rows themselves are still to be written.
 */
async function numberInvoices(tx: Database, invoices: BuiltInvoice[], now: Date) {
  const { legalEntityId } = invoices[0]!
  const year = Number(dateInZone({ at: now, timeZone: 'Europe/Berlin' }).slice(0, 4))
  const prefix = seriesPrefix({ kind: 'INVOICE', year })
  const series = { legalEntityId, kind: 'INVOICE', year, prefix }
  const { first, issuedAt } = await takeNumbers(tx, { ...series, count: invoices.length, now })
  return invoices.map(
    (invoice, i) =>
      ({
        ...invoice,
        number: documentNumber({ prefix, number: first + i }),
        seriesPrefix: prefix,
        seriesNumber: first + i,
        finalizedAt: issuedAt,
        dueAt: issuedAt,
        paidAt: invoice.status === 'PAID' ? issuedAt : null,
      }) satisfies NewInvoiceRow,
  )
}

interface BuildInput {
  draft: DraftInvoice
  customer: CustomerRow
  seller: LegalEntityRow
  /** One and the same for all: it is sent to the database once. */
  printedSeller: JsonObject
  now: Date
}

/** All but what only the number series knows. */
function buildInvoice({ draft, customer, seller, printedSeller, now }: BuildInput) {
  const { lines, breakdown, subtotal, discountTotal, taxTotal, total } = computeInvoice({
    lines: draft.lines,
    seller,
    customer,
    at: now,
  })
  if (total < 0n) throw new Error('An invoice below zero needs a credit note instead.')
  const { id = newId('inv') } = draft
  const due = total > 0n
  const invoice = {
    id,
    customerId: customer.id,
    subscriptionId: draft.subscriptionId,
    legalEntityId: seller.id,
    status: due ? ('OPEN' as const) : ('PAID' as const),
    reason: draft.reason,
    currency: customer.currency,
    subtotal,
    discountTotal,
    taxTotal,
    total,
    seller: printedSeller,
    buyer: { ...buyerSnapshot(customer) },
    locale: customer.locale,
    createdAt: now,
    collectAt: due && draft.collect === 'automatically' ? now : null,
  }
  return {
    invoice,
    lines: draft.lines.map(({ taxBehavior: _taxBehavior, ...line }, position): NewInvoiceLineRow => {
      const { netAmount, taxAmount, tax } = lines[position]!
      return {
        ...line,
        id: newId('line'),
        invoiceId: id,
        position,
        pricedAmount: line.amount,
        discounts: line.discounts.map(({ discountId, amount }) => ({ discountId, amount: amount.toString() })),
        amount: netAmount,
        taxAmount,
        taxCategory: tax.category,
        taxRate: tax.rate,
        taxCountry: tax.country,
      }
    }),
    taxes: breakdown.map((row): NewInvoiceTaxRow => ({
      invoiceId: id,
      category: row.category,
      rate: row.rate,
      country: row.country,
      taxable: row.taxableAmount,
      tax: row.taxAmount,
      reason: row.reason,
    })),
    entries: entriesForInvoiceFinalized({
      currency: customer.currency,
      total,
      lines: lines.map((line, i) => ({
        netAmount: line.netAmount,
        from: draft.lines[i]!.from,
        to: draft.lines[i]!.to,
      })),
      breakdown,
    }),
  }
}
