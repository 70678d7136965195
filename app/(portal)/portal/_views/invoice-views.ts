import { countryName } from '@/components/format/countries'
import type { InvoiceListItem } from '@/components/billing/types'
import type { CreditNoteView } from '@/components/invoices/credit-notes'
import type { InvoiceView, PartyView } from '@/components/invoices/invoice-paper'
import type { PaymentView } from '@/components/invoices/payment-attempts'
import { texts } from '@/components/texts/en'
import type { LineExplanation } from '@/lib/engine/explanation'
import { amountDue, paidFromBalance } from '@/lib/invoices/amount-due'
import { isOverdue } from '@/lib/invoices/overdue'
import type { BuyerSnapshot, SellerSnapshot } from '@/lib/invoices/parties'
import type { InvoiceDetail, InvoiceRow } from '@/lib/invoices/read-invoices'
import { lineDescription } from './money-views'

const iso = (date: Date | null) => date?.toISOString() ?? null

/** An open invoice more than a day past its due date is shown as overdue. */
export function shownStatus({ status, dueAt }: Pick<InvoiceRow, 'status' | 'dueAt'>, now: Date): string {
  return isOverdue({ status, dueAt }, now) ? 'OVERDUE' : status
}

export function toInvoiceListItem(invoice: InvoiceRow, now: Date): InvoiceListItem {
  const { id, number, currency, total, finalizedAt, dueAt } = invoice
  return {
    id,
    number,
    currency,
    total,
    status: shownStatus(invoice, now),
    amountDue: amountDue(invoice),
    finalizedAt: iso(finalizedAt),
    dueAt: iso(dueAt),
  }
}

export function toInvoiceView(invoice: InvoiceDetail, now: Date): InvoiceView {
  const { id, number, currency, subtotal, discountTotal, total, amountPaid, amountCredited } = invoice
  return {
    id,
    number,
    currency,
    subtotal,
    discountTotal,
    total,
    amountPaid,
    amountFromBalance: paidFromBalance(invoice),
    amountCredited,
    amountDue: amountDue(invoice),
    status: shownStatus(invoice, now),
    finalizedAt: iso(invoice.finalizedAt),
    dueAt: iso(invoice.dueAt),
    paidAt: iso(invoice.paidAt),
    seller: toParty(invoice.seller as unknown as SellerSnapshot | null),
    buyer: toParty(invoice.buyer as unknown as BuyerSnapshot | null),
    lines: invoice.lines.map((line) => ({
      id: line.id,
      description: lineDescription(line.kind, line.description),
      from: iso(line.from),
      to: iso(line.to),
      quantity: line.quantity,
      unitAmount: line.unitAmount,
      amount: line.amount,
      taxAmount: line.taxAmount,
      taxRate: line.taxRate,
      taxCategory: line.taxCategory,
      taxCountry: line.taxCountry,
      explanation: toExplanation(line, invoice),
    })),
    taxes: invoice.taxes.map(({ category, rate, country, taxable, tax, reason }) => ({
      category,
      rate,
      country,
      taxable,
      tax,
      reason,
    })),
  }
}

/** What the engine stored with the line; a line written by hand is its quantity times its price. */
function toExplanation(line: InvoiceDetail['lines'][number], invoice: InvoiceDetail): LineExplanation {
  const stored = line.explanation as LineExplanation | null
  if (stored && Array.isArray(stored.steps) && stored.steps.length > 0) return stored
  const { description, quantity, unitAmount, pricedAmount } = line
  const at = invoice.finalizedAt ?? invoice.createdAt
  const amount = pricedAmount.toString()
  return {
    description,
    currency: invoice.currency,
    period: { start: (line.from ?? at).toISOString(), end: (line.to ?? at).toISOString() },
    steps: [{ kind: 'FULL_PRICE', quantity: quantity.toString(), unitAmount, amount }],
    amount,
  }
}

function toParty(party: Partial<BuyerSnapshot> | null): PartyView {
  if (!party) return { name: '', lines: [], vatId: null }
  const { name = '', addressLine1, addressLine2, postalCode, city, country, vatId = null } = party
  const place = [postalCode, city].filter(Boolean).join(' ')
  const lines = [addressLine1, addressLine2, place, country ? countryName(country) : null]
  return { name, vatId, lines: lines.filter((line): line is string => Boolean(line)) }
}

/** Why a payment was refused, in our words; null if it was not. */
export function failureReason(payment: { failureCode: string | null; declineCode: string | null }): string | null {
  const { failureCode, declineCode } = payment
  if (!failureCode && !declineCode) return null
  const reasons = texts.payments.failureReasons
  return reasons[declineCode ?? ''] ?? reasons[failureCode ?? ''] ?? texts.payments.failureOther
}

export function toPaymentView(payment: InvoiceDetail['payments'][number]): PaymentView {
  const { id, status, amount, amountRefunded, currency, createdAt, paymentMethod, disputed } = payment
  return {
    id,
    status: status === 'SUCCEEDED' && amountRefunded === amount ? 'REFUNDED' : status,
    amount,
    amountRefunded,
    currency,
    createdAt: createdAt.toISOString(),
    method: paymentMethod,
    failure: status === 'SUCCEEDED' ? null : failureReason(payment),
    disputed,
  }
}

export function toCreditNoteView(note: InvoiceDetail['creditNotes'][number]): CreditNoteView {
  const { id, number, issuedAt, currency, total, toReceivable, toRefund, toBalance, toOutside, reason } = note
  const lines = note.lines.map(({ id: lineId, description, amount, taxAmount, taxCategory, taxRate, taxCountry }) => ({
    id: lineId,
    description,
    amount,
    taxAmount,
    tax: { category: taxCategory, rate: taxRate, country: taxCountry },
  }))
  const settled = { total, toReceivable, toRefund, toBalance, toOutside }
  return { id, number, issuedAt: issuedAt.toISOString(), currency, ...settled, reason, lines }
}
