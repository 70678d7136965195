import type { AssembledInvoice } from '@/lib/engine/invoice'
import { entriesForInvoiceFinalized, type LedgerEntry } from '@/lib/engine/ledger'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { newId } from '@/lib/platform/id'
import { computeInvoice } from './compute-invoice'
import type { DraftInvoice } from './draft'
import type { LegalEntityRow } from './parties'
import type { NewInvoiceLineRow, NewInvoiceTaxRow } from './store'

/** An invoice with its sums and taxes, before anything of it is written. */
export interface ComputedInvoice {
  id: string
  draft: DraftInvoice
  customer: CustomerRow
  amounts: AssembledInvoice
  /** Over nothing it is paid at once. */
  due: boolean
  collectionMethod: CustomerRow['collectionMethod']
  collectAt: Date | null
}

/**
 * Sums and taxes as of `now`. A customer who is at the checkout pays there; another is charged, or is sent the invoice, as
 * agreed. Throws billing_address_missing.
 */
export function computeDraft({
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
  const agreed = draft.terms?.collectionMethod ?? customer.collectionMethod
  const collectionMethod = draft.collect === 'on_session' ? 'CHARGE_AUTOMATICALLY' : agreed
  const isCharged = draft.collect === 'automatically' && collectionMethod === 'CHARGE_AUTOMATICALLY'
  return { id, draft, customer, amounts, due, collectionMethod, collectAt: due && isCharged ? now : null }
}

/** What decides whether it waits as a draft: tax that is uncertain only counts where there is any. */
export function circumstances({ draft, amounts, due }: ComputedInvoice) {
  return {
    isRenewal: draft.reason === 'SUBSCRIPTION_CYCLE',
    isProvisional: due && amounts.lines.some(({ tax }) => tax.provisional),
  }
}

/** Without rest and spread: this is the longest loop of all. */
export function lineRows({ id: invoiceId, draft, amounts }: ComputedInvoice): NewInvoiceLineRow[] {
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
      taxBehavior: line.taxBehavior,
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

/** One row per rate. */
export function taxRows({ id: invoiceId, amounts }: ComputedInvoice): NewInvoiceTaxRow[] {
  return amounts.breakdown.map(({ category, rate, country, taxableAmount, taxAmount, reason }) => {
    return { invoiceId, category, rate, country, taxable: taxableAmount, tax: taxAmount, reason }
  })
}

/** What finalising it books. */
export function entriesOf({ draft, customer, amounts }: ComputedInvoice): LedgerEntry[] {
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
