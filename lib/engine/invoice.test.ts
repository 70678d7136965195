import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assembleInvoice, type InvoiceDiscount, type InvoiceLineInput } from './invoice'
import { entriesForInvoiceFinalized } from './ledger'
import { runs } from './testing/runs'
import type { TaxBehavior, TaxDecision } from './tax'

const german: TaxDecision = { category: 'S', rate: '19', country: 'DE', reason: 'domestic' }
const line = (id: string, amount: bigint, taxBehavior: TaxBehavior = 'EXCLUSIVE'): InvoiceLineInput => ({
  id,
  amount,
  taxBehavior,
})
const assemble = (lines: InvoiceLineInput[], discounts: InvoiceDiscount[] = []) =>
  assembleInvoice({ lines, discounts, taxDecisionFor: () => german })

describe('assembleInvoice', () => {
  it('adds German VAT to 29.00: 5.51, total 34.51', () => {
    expect(assemble([line('a', 2900n)])).toMatchObject({
      subtotal: 2900n,
      discountTotal: 0n,
      taxTotal: 551n,
      total: 3451n,
    })
  })

  it('takes 10 % off 59.00 and 10.00: 6.90 off, 62.10 taxed, tax 11.80, total 73.90', () => {
    const invoice = assemble([line('a', 5900n), line('b', 1000n)], [{ id: 'ten', percentOff: '10' }])
    expect(invoice).toMatchObject({ subtotal: 6900n, discountTotal: 690n, taxTotal: 1180n, total: 7390n })
    expect(invoice.lines.map((each) => each.discountAmount)).toEqual([590n, 100n])
  })

  it('spreads an amount off by largest remainder: 10.00 over 59.00 and 10.00 is 8.55 and 1.45', () => {
    // 1000 × 59/69 = 855.07, 1000 × 10/69 = 144.93
    const invoice = assemble([line('a', 5900n), line('b', 1000n)], [{ id: 'ten', amountOff: 1000n }])
    expect(invoice.lines.map((each) => each.discountAmount)).toEqual([855n, 145n])
  })

  it('never takes off more than there is, and applies the second discount to what the first left', () => {
    expect(assemble([line('a', 500n)], [{ id: 'x', amountOff: 1000n }])).toMatchObject({
      discountTotal: 500n,
      total: 0n,
    })
    // 100.00 − 50 % = 50.00; − 50 % = 25.00
    const twice = assemble(
      [line('a', 10000n)],
      [
        { id: 'x', percentOff: '50' },
        { id: 'y', percentOff: '50' },
      ],
    )
    expect(twice).toMatchObject({ discountTotal: 7500n, taxTotal: 475n, total: 2975n })
  })

  it('keeps a tax-inclusive price to the cent: 29.00 with 10 % off is 26.10 in all', () => {
    // 2610 × 19 ÷ 119 = 416.72 → 4.17 tax, 21.93 net; discount 2.90 ÷ 1.19 = 2.44 net; subtotal 24.37.
    const invoice = assemble([line('a', 2900n, 'INCLUSIVE')], [{ id: 'ten', percentOff: '10' }])
    expect(invoice).toMatchObject({ subtotal: 2437n, discountTotal: 244n, taxTotal: 417n, total: 2610n })
  })

  it('may come out below zero: a credit of 14.50 alone is −17.26 with its tax of −2.76', () => {
    expect(assemble([line('a', -1450n)])).toMatchObject({ subtotal: -1450n, taxTotal: -276n, total: -1726n })
  })

  it('is a success with no lines at all', () => {
    expect(assemble([])).toEqual({ subtotal: 0n, discountTotal: 0n, taxTotal: 0n, total: 0n, breakdown: [], lines: [] })
  })

  it('refuses a repeated id and a discount that is none', () => {
    expect(() => assemble([line('a', 1n), line('a', 1n)])).toThrow(
      expect.objectContaining({ code: 'invoice_line_duplicate' }),
    )
    for (const bad of [
      { id: 'x', percentOff: '101' },
      { id: 'x', percentOff: '-1' },
      { id: 'x', amountOff: -1n },
    ]) {
      expect(() => assemble([line('a', 1n)], [bad])).toThrow(expect.objectContaining({ code: 'discount_invalid' }))
    }
  })

  it('total = lines − discounts + tax, lines add up to every total, and the ledger balances', () => {
    const amount = fc.bigInt({ min: -500_000n, max: 1_000_000n })
    const anyLine = fc.tuple(
      amount,
      fc.constantFrom<TaxBehavior>('EXCLUSIVE', 'INCLUSIVE'),
      fc.constantFrom('19', '25.5', '0'),
    )
    const discount = fc.oneof(
      fc.record({ id: fc.constant('a'), amountOff: fc.bigInt({ min: 0n, max: 1_000_000n }) }),
      fc.record({ id: fc.constant('p'), percentOff: fc.constantFrom('0', '7.5', '33.333', '100') }),
    )
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 8 }), fc.array(discount, { maxLength: 3 }), (inputs, discounts) => {
        const lines = inputs.map(([value, behavior, rate], index) => ({ ...line(`${index}`, value, behavior), rate }))
        const taxDecisionFor = ({ rate }: { rate: string }): TaxDecision => ({
          ...german,
          category: rate === '0' ? 'E' : 'S',
          rate,
        })
        const invoice = assembleInvoice({ lines, discounts, taxDecisionFor })
        const total = (pick: (each: (typeof invoice.lines)[number]) => bigint) =>
          invoice.lines.reduce((sum, each) => sum + pick(each), 0n)
        expect(invoice.total).toBe(invoice.subtotal - invoice.discountTotal + invoice.taxTotal)
        expect(total((each) => each.netAmount)).toBe(invoice.subtotal - invoice.discountTotal)
        expect(invoice.breakdown.reduce((sum, row) => sum + row.taxAmount, 0n)).toBe(invoice.taxTotal)
        for (const each of invoice.lines) {
          if (each.amount > 0n) expect(each.discountAmount >= 0n && each.discountAmount <= each.amount).toBe(true)
          else expect(each.discountAmount).toBe(0n)
        }
        const entries = entriesForInvoiceFinalized({ currency: 'EUR', ...invoice })
        expect(entries.reduce((sum, entry) => sum + entry.amount, 0n)).toBe(0n)
      }),
      runs(300),
    )
  })
})
