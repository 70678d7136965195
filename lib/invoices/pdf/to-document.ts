import type { TaxCategory, TaxReason } from '@/lib/engine/tax'
import { languageOf } from '@/lib/platform/locale'
import { notFound } from '@/lib/platform/errors'
import type { BuyerSnapshot, SellerSnapshot } from '../parties'
import { paidFromBalance } from '../amount-due'
import { findCreditNote, findInvoiceDetail } from '../store'
import type { CreditNoteDocument, InvoiceDocument } from './document'
import { explainLine } from './explain-line'
import { documentFormat } from './format'
import { netAmounts, type StoredAmounts } from './net-line'
import { textsIn } from './texts/texts'

/** An issued invoice as it is printed. Throws not_found for a draft. */
export async function getInvoiceDocument({ invoiceId }: { invoiceId: string }): Promise<InvoiceDocument> {
  const invoice = await findInvoiceDetail({ id: invoiceId })
  if (invoice.status === 'DRAFT' || !invoice.number || !invoice.finalizedAt) throw notFound('invoice', invoiceId)
  const buyer = invoice.buyer as unknown as BuyerSnapshot
  const { locale, currency } = invoice
  const texts = textsIn(languageOf(locale))
  const format = documentFormat({ locale, currency, timeZone: buyer.timeZone })
  const periods = invoice.lines.flatMap(({ from, to }) => (from && to ? [{ from, to }] : []))
  return {
    number: invoice.number,
    issuedAt: invoice.finalizedAt,
    locale: invoice.locale,
    timeZone: buyer.timeZone,
    currency: invoice.currency,
    seller: invoice.seller as unknown as SellerSnapshot,
    buyer,
    lines: invoice.lines.map((line) => {
      const { description, quantity, amount, taxCategory, taxRate, from, to } = line
      const discounts = line.discounts as unknown as StoredAmounts['discounts']
      const { discountAmount, unitAmount, includesTax } = netAmounts({ ...line, discounts })
      const explanation = explainLine(line.explanation, { texts, format, includesTax })
      return {
        description,
        quantity,
        unitAmount,
        amount,
        discountAmount,
        taxCategory: taxCategory as TaxCategory,
        taxRate,
        from,
        to,
        explanation,
      }
    }),
    supplyPeriod:
      periods.length > 0
        ? { from: earliest(periods.map(({ from }) => from)), to: latest(periods.map(({ to }) => to)) }
        : null,
    taxes: invoice.taxes.map(toTax),
    subtotal: invoice.subtotal,
    discountTotal: invoice.discountTotal,
    taxTotal: invoice.taxTotal,
    total: invoice.total,
    status: invoice.status,
    collectionMethod: invoice.collectionMethod,
    dueAt: invoice.dueAt,
    amountPaid: invoice.amountPaid,
    amountCredited: invoice.amountCredited,
    amountFromBalance: paidFromBalance(invoice),
    payments: invoice.payments
      .filter((payment) => payment.status === 'SUCCEEDED')
      .toReversed()
      .map(({ settledAt, createdAt, amount, paymentMethod }) => ({
        paidAt: settledAt ?? createdAt,
        amount,
        method: paymentMethod,
      })),
    paymentReference: invoice.number,
    poNumber: invoice.poNumber,
    memo: invoice.memo,
  }
}

/** A credit note as it is printed. */
export async function getCreditNoteDocument({ creditNoteId }: { creditNoteId: string }): Promise<CreditNoteDocument> {
  const note = await findCreditNote(creditNoteId)
  const invoice = await findInvoiceDetail({ id: note.invoiceId })
  const buyer = note.buyer as unknown as BuyerSnapshot
  const groups = new Map<string, CreditNoteDocument['taxes'][number]>()
  for (const line of note.lines) {
    const key = `${line.taxCategory} ${line.taxRate} ${line.taxCountry}`
    const billed = invoice.taxes.find((tax) => `${tax.category} ${tax.rate} ${tax.country}` === key)
    const group = groups.get(key) ?? {
      category: line.taxCategory as TaxCategory,
      rate: line.taxRate,
      country: line.taxCountry,
      taxable: 0n,
      tax: 0n,
      reason: (billed?.reason ?? 'domestic') as TaxReason,
    }
    groups.set(key, { ...group, taxable: group.taxable + line.amount, tax: group.tax + line.taxAmount })
  }
  return {
    number: note.number,
    issuedAt: note.issuedAt,
    locale: note.locale,
    timeZone: buyer.timeZone,
    currency: note.currency,
    seller: note.seller as unknown as SellerSnapshot,
    buyer,
    lines: note.lines.map(({ description, amount, taxCategory, taxRate }) => ({
      description,
      amount,
      taxCategory: taxCategory as TaxCategory,
      taxRate,
    })),
    taxes: [...groups.values()],
    subtotal: note.subtotal,
    taxTotal: note.taxTotal,
    total: note.total,
    invoice: { number: invoice.number ?? '', issuedAt: invoice.finalizedAt ?? note.issuedAt },
    toReceivable: note.toReceivable,
    toRefund: note.toRefund,
    toBalance: note.toBalance,
    toOutside: note.toOutside,
    poNumber: invoice.poNumber,
    memo: note.memo,
  }
}

function toTax({
  category,
  rate,
  country,
  taxable,
  tax,
  reason,
}: Record<'category' | 'rate' | 'country' | 'reason', string> & Record<'taxable' | 'tax', bigint>) {
  return { category: category as TaxCategory, rate, country, taxable, tax, reason: reason as TaxReason }
}

const earliest = (dates: Date[]) => dates.reduce((a, b) => (a < b ? a : b))
const latest = (dates: Date[]) => dates.reduce((a, b) => (a > b ? a : b))
