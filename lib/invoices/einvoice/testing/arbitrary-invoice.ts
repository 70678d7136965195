import fc from 'fast-check'
import { computeCreditNote } from '@/lib/engine/credit-note'
import { assembleInvoice } from '@/lib/engine/invoice'
import { fromDecimalString, multiply, rational } from '@/lib/engine/rational'
import { roundHalfAwayFromZero } from '@/lib/engine/money'
import { computeTax, type TaxDecision } from '@/lib/engine/tax'
import type { CreditNoteDocument, InvoiceDocument } from '../../pdf/document'
import { netAmounts } from '../../pdf/net-line'
import { sampleCreditNote, sampleInvoice, sampleInvoices } from '../../pdf/testing/sample-documents'

const decisions: TaxDecision[] = [
  { category: 'S', rate: '19', country: 'DE', reason: 'domestic' },
  { category: 'S', rate: '25.5', country: 'FI', reason: 'eu_consumer_at_customer_rate' },
  { category: 'AE', rate: '0', country: 'FR', reason: 'eu_business_reverse_charge', noteKey: 'reverse_charge' },
  { category: 'O', rate: '0', country: 'CH', reason: 'outside_eu', noteKey: 'outside_scope' },
  { category: 'E', rate: '0', country: 'DE', reason: 'exempt_customer', noteKey: 'exempt' },
  { category: 'Z', rate: '0', country: 'DE', reason: 'domestic' },
]

/** A line as priced: a charge (whole or in part) or a credit, with a discount of its own. */
const pricedLine = fc
  .record({
    quantity: fc.integer({ min: 1, max: 2000 }),
    unitAmount: fc.oneof(
      fc.integer({ min: 0, max: 50_000 }).map(String),
      fc
        .integer({ min: 1, max: 99_999 })
        .map((value) => `${Math.floor(value / 1000)}.${String(value % 1000).padStart(3, '0')}`),
    ),
    share: fc.option(fc.integer({ min: 0, max: 1000 })),
    discountPercent: fc.constantFrom(0, 0, 7, 10, 100),
    isCredit: fc.constantFrom(false, false, false, true),
  })
  .map(({ quantity, unitAmount, share, discountPercent, isCredit }) => {
    const whole = multiply(fromDecimalString(unitAmount), rational(BigInt(quantity)))
    const magnitude = roundHalfAwayFromZero(multiply(whole, rational(BigInt(share ?? 1000), 1000n)))
    const off = roundHalfAwayFromZero(rational(magnitude * BigInt(discountPercent), 100n))
    const sign = isCredit ? -1n : 1n
    return { quantity, unitAmount, pricedAmount: sign * magnitude, off: sign * off }
  })

const payments = fc.constantFrom('unpaid', 'partly', 'paid', 'credited')

/** Invoices as the engine makes them, through the very projection that is printed. */
export const arbitraryInvoice: fc.Arbitrary<InvoiceDocument> = fc
  .record({
    lines: fc.array(pricedLine, { minLength: 1, maxLength: 12 }),
    decision: fc.constantFrom(...decisions),
    taxBehavior: fc.constantFrom('EXCLUSIVE' as const, 'INCLUSIVE' as const),
    currency: fc.constantFrom('EUR', 'EUR', 'GBP', 'JPY'),
    collectionMethod: fc.constantFrom('CHARGE_AUTOMATICALLY' as const, 'SEND_INVOICE' as const),
    locale: fc.constantFrom('en', 'de', 'fr', 'nl'),
    paid: payments,
  })
  .map(({ lines, decision, taxBehavior, currency, collectionMethod, locale, paid }) => {
    const assembled = assembleInvoice({
      lines: lines.map(({ pricedAmount, off }, index) => ({
        id: String(index),
        amount: pricedAmount,
        discountAmount: off,
        taxBehavior,
      })),
      taxDecisionFor: () => decision,
    })
    const { subtotal, discountTotal, taxTotal, total } = assembled
    const amountPaid = paid === 'paid' ? total : paid === 'partly' ? total / 3n : 0n
    const amountCredited = paid === 'credited' ? total / 2n : 0n
    return {
      ...sampleInvoice({ currency, collectionMethod, locale }),
      buyer: sampleInvoices.reverseCharge.buyer,
      status: amountPaid === total ? ('PAID' as const) : ('OPEN' as const),
      payments: amountPaid === 0n ? [] : sampleInvoice().payments,
      amountPaid,
      amountCredited,
      subtotal,
      discountTotal,
      taxTotal,
      total,
      taxes: assembled.breakdown.map(({ category, rate, country, reason, taxableAmount, taxAmount }) => ({
        category,
        rate,
        country,
        reason,
        taxable: taxableAmount,
        tax: taxAmount,
      })),
      lines: assembled.lines.map(({ netAmount, taxAmount }, index) => {
        const { quantity, unitAmount, pricedAmount, off } = lines[index]!
        const stored = { quantity, unitAmount, pricedAmount, amount: netAmount, taxAmount, taxRate: decision.rate }
        const net = netAmounts({ ...stored, discounts: [{ amount: off.toString() }] })
        return {
          description: `Line ${index + 1}`,
          quantity,
          unitAmount: net.unitAmount,
          amount: netAmount,
          discountAmount: net.discountAmount,
          taxCategory: decision.category,
          taxRate: decision.rate,
          from: null,
          to: null,
          explanation: null,
        }
      }),
    }
  })
  .filter(({ total }) => total >= 0n)

/**
 * A credit note over part of such an invoice, as the engine computes it; the second of two, with their rounding. Not in
 * yen: there a line's rounding is as large as the one unit that BR-CO-17 allows, so that a second note over several
 * lines may have to go out as paper only.
 */
export const arbitraryCreditNote: fc.Arbitrary<CreditNoteDocument> = fc
  .tuple(
    arbitraryInvoice.filter(({ total, currency }) => total > 2n && currency !== 'JPY'),
    fc.integer({ min: 1, max: 99 }),
  )
  .map(([invoice, percent]) => {
    const [tax] = invoice.taxes
    const decision = { category: tax!.category, rate: tax!.rate, country: tax!.country, reason: tax!.reason }
    const lines = computeTax(
      invoice.lines.map(({ amount }, index) => ({
        id: String(index),
        amount,
        taxBehavior: 'EXCLUSIVE' as const,
        decision,
      })),
    ).lines.map(({ id, netAmount, taxAmount }) => ({ id, netAmount, taxAmount, tax: decision }))
    const total = lines.reduce((sum, { netAmount, taxAmount }) => sum + netAmount + taxAmount, 0n)
    const share = (total * BigInt(percent)) / 100n
    const first = computeCreditNote({
      lines: lines.map((line) => ({ ...line, creditedNetAmount: 0n, creditedTaxAmount: 0n })),
      request: { amount: share > 0n ? share : 1n },
    })
    const creditedBefore = new Map(first.lines.map((line) => [line.id, line]))
    const second = computeCreditNote({
      lines: lines.map((line) => ({
        ...line,
        creditedNetAmount: creditedBefore.get(line.id)?.netAmount ?? 0n,
        creditedTaxAmount: creditedBefore.get(line.id)?.taxAmount ?? 0n,
      })),
      request: { amount: 'remaining' },
    })
    return {
      ...sampleCreditNote({ locale: invoice.locale, currency: invoice.currency }),
      buyer: invoice.buyer,
      lines: second.lines.map(({ id, netAmount }) => ({
        description: `Line ${id}`,
        amount: netAmount,
        taxCategory: decision.category,
        taxRate: decision.rate,
      })),
      taxes: second.breakdown.map(({ taxableAmount, taxAmount }) => ({
        ...decision,
        taxable: taxableAmount,
        tax: taxAmount,
      })),
      subtotal: second.netTotal,
      taxTotal: second.taxTotal,
      total: second.total,
      toRefund: second.total,
      toBalance: 0n,
    }
  })
