import { dateInZone } from '@/lib/engine/calendar'
import { entriesForInvoiceFinalized } from '@/lib/engine/ledger'
import { getLegalEntity } from '@/lib/catalog/read-catalog'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { postTransactions } from '@/lib/ledger/post-transactions'
import type { Database } from '@/lib/platform/db/client'
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
  const year = Number(dateInZone({ at: now, timeZone: 'Europe/Berlin' }).slice(0, 4))
  const prefix = seriesPrefix({ kind: 'INVOICE', year })
  const series = { legalEntityId: seller.id, kind: 'INVOICE', year, prefix }
  const { first, issuedAt } = await takeNumbers(tx, { ...series, count: drafts.length, now })

  const built = drafts.map((draft, i) => {
    const customer = customers.get(draft.customerId)
    if (!customer) throw new Error(`Customer ${draft.customerId} was not locked before billing.`)
    return buildInvoice({ draft, customer, seller, now, issuedAt, prefix, number: first + i })
  })
  await insertInvoices(tx, {
    invoices: built.map(({ invoice }) => invoice),
    lines: built.flatMap(({ lines }) => lines),
    taxes: built.flatMap(({ taxes }) => taxes),
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
  return built.map(({ invoice }) => invoice)
}

interface BuildInput {
  draft: DraftInvoice
  customer: CustomerRow
  seller: LegalEntityRow
  now: Date
  issuedAt: Date
  prefix: string
  number: number
}

function buildInvoice({ draft, customer, seller, now, issuedAt, prefix, number }: BuildInput) {
  const { lines, breakdown, subtotal, discountTotal, taxTotal, total } = computeInvoice({
    lines: draft.lines,
    seller,
    customer,
    at: now,
  })
  if (total < 0n) throw new Error('An invoice below zero needs a credit note instead.')
  const id = newId('inv')
  const due = total > 0n
  const invoice = {
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
    subtotal,
    discountTotal,
    taxTotal,
    total,
    seller: { ...sellerSnapshot(seller) },
    buyer: { ...buyerSnapshot(customer) },
    locale: customer.locale,
    createdAt: now,
    finalizedAt: issuedAt,
    dueAt: issuedAt,
    paidAt: due ? null : issuedAt,
    collectAt: due && draft.collect === 'automatically' ? now : null,
  } satisfies NewInvoiceRow
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
