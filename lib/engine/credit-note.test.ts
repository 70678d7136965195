import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeCreditNote, type CreditableLine, type CreditNoteRequest, type CreditNoteResult } from './credit-note'
import { assembleInvoice } from './invoice'
import { runs } from './testing/runs'
import type { TaxDecision } from './tax'

const german: TaxDecision = { category: 'S', rate: '19', country: 'DE', reason: 'domestic' }
const line = (id: string, netAmount: bigint, taxAmount: bigint): CreditableLine => ({
  id,
  netAmount,
  taxAmount,
  tax: german,
  creditedNetAmount: 0n,
  creditedTaxAmount: 0n,
})
const after = (lines: readonly CreditableLine[], note: CreditNoteResult): CreditableLine[] =>
  lines.map((each) => {
    const credited = note.lines.find(({ id }) => id === each.id)
    return {
      ...each,
      creditedNetAmount: each.creditedNetAmount + (credited?.netAmount ?? 0n),
      creditedTaxAmount: each.creditedTaxAmount + (credited?.taxAmount ?? 0n),
    }
  })

describe('computeCreditNote', () => {
  it('three notes of 0.40, 0.40 and 0.39 over 1.00 + 0.19 carry 0.06, 0.07 and 0.06 of tax', () => {
    let lines = [line('a', 100n, 19n)]
    const taxes: bigint[] = []
    for (const amount of [40n, 40n, 39n]) {
      const note = computeCreditNote({ lines, request: { amount } })
      taxes.push(note.taxTotal)
      lines = after(lines, note)
    }
    expect(taxes).toEqual([6n, 7n, 6n])
    expect(lines[0]).toMatchObject({ creditedNetAmount: 100n, creditedTaxAmount: 19n })
  })

  it('a line by its net amount: half of 29.00 + 5.51 is 14.50 + 2.76, and the other half 14.50 + 2.75', () => {
    const half = { lines: [{ id: 'a', netAmount: 1450n }] }
    const first = computeCreditNote({ lines: [line('a', 2900n, 551n)], request: half })
    expect(first).toMatchObject({ netTotal: 1450n, taxTotal: 276n, total: 1726n })
    const second = computeCreditNote({ lines: after([line('a', 2900n, 551n)], first), request: half })
    expect(second).toMatchObject({ netTotal: 1450n, taxTotal: 275n, total: 1725n })
  })

  it('by net amounts, any parts carry exactly these and end at the whole', () => {
    const parts = fc.array(fc.bigInt({ min: 1n, max: 5000n }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 27 }), (nets, rate) => {
        const net = nets.reduce((a, b) => a + b, 0n)
        const tax = (net * BigInt(rate) + 50n) / 100n
        let lines = [line('a', net, tax)]
        for (const netAmount of nets) {
          const note = computeCreditNote({ lines, request: { lines: [{ id: 'a', netAmount }] } })
          expect(note.netTotal).toBe(netAmount)
          lines = after(lines, note)
        }
        expect(lines[0]).toMatchObject({ creditedNetAmount: net, creditedTaxAmount: tax })
      }),
      runs(200),
    )
  })

  it('by line, whole or in part, with a breakdown like an invoice', () => {
    // 29.00 + 5.51 whole; 10.00 of 70.21: 11.21 × 10 ÷ 70.21 = 1.5966 → 1.60.
    const lines = [line('a', 2900n, 551n), line('b', 5900n, 1121n)]
    const request: CreditNoteRequest = {
      lines: [
        { id: 'a', grossAmount: 'remaining' },
        { id: 'b', grossAmount: 1000n },
      ],
    }
    const note = computeCreditNote({ lines, request })
    expect(note.lines).toEqual([
      { id: 'a', netAmount: 2900n, taxAmount: 551n, grossAmount: 3451n },
      { id: 'b', netAmount: 840n, taxAmount: 160n, grossAmount: 1000n },
    ])
    expect(note).toMatchObject({ netTotal: 3740n, taxTotal: 711n, total: 4451n })
    expect(note.breakdown).toEqual([{ ...german, taxableAmount: 3740n, taxAmount: 711n }])
  })

  it('an amount spreads over the lines: 10.00 over 34.51 and 70.21 is 3.30 and 6.70', () => {
    // 1000 × 3451/10472 = 329.5, 1000 × 7021/10472 = 670.5: remainders .546 and .454
    const note = computeCreditNote({
      lines: [line('a', 2900n, 551n), line('b', 5900n, 1121n)],
      request: { amount: 1000n },
    })
    expect(note.lines.map((each) => each.grossAmount)).toEqual([330n, 670n])
  })

  it('all of an upgrade invoice takes its credit line back too', () => {
    const lines = [line('credit', -1450n, -275n), line('charge', 2950n, 560n)]
    const note = computeCreditNote({ lines, request: { amount: 'remaining' } })
    expect(note).toMatchObject({ netTotal: 1500n, taxTotal: 285n, total: 1785n })
    expect(note.lines).toHaveLength(2)
    // Part of it comes from the charge alone.
    expect(computeCreditNote({ lines, request: { amount: 1000n } }).lines).toMatchObject([
      { id: 'charge', grossAmount: 1000n },
    ])
  })

  it.each<[string, CreditNoteRequest]>([
    ['credit_exceeds_invoice', { amount: 1191n }],
    ['credit_exceeds_invoice', { amount: -1n }],
    ['credit_exceeds_invoice', { lines: [{ id: 'a', grossAmount: 1191n }] }],
    ['credit_exceeds_invoice', { lines: [{ id: 'a', grossAmount: -1n }] }],
    ['credit_not_positive', { amount: 0n }],
    ['credit_not_positive', { lines: [] }],
    ['credit_line_unknown', { lines: [{ id: 'x', grossAmount: 1n }] }],
    [
      'credit_line_unknown',
      {
        lines: [
          { id: 'a', grossAmount: 1n },
          { id: 'a', grossAmount: 1n },
        ],
      },
    ],
  ])('%s', (code, request) => {
    expect(() => computeCreditNote({ lines: [line('a', 1000n, 190n)], request })).toThrow(
      expect.objectContaining({ code }),
    )
  })

  it('any number of partial notes adds up to the invoice exactly, never more, and no tax runs ahead', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 90_000n }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(amounts, fc.array(fc.bigInt({ min: 1n, max: 20_000n }), { maxLength: 12 }), (nets, requests) => {
        const invoice = assembleInvoice({
          lines: nets.map((amount, index) => ({ id: `${index}`, amount, taxBehavior: 'EXCLUSIVE' as const })),
          taxDecisionFor: () => german,
        })
        let lines = invoice.lines.map((each) => line(each.id, each.netAmount, each.taxAmount))
        let left = invoice.total
        for (const request of [...requests, left]) {
          const amount = request < left ? request : left
          if (amount === 0n) break
          const note = computeCreditNote({ lines, request: { amount } })
          expect(note.total).toBe(amount)
          expect(note.netTotal + note.taxTotal).toBe(note.total)
          lines = after(lines, note)
          left -= amount
          for (const each of lines) {
            expect(each.creditedTaxAmount >= 0n && each.creditedTaxAmount <= each.taxAmount).toBe(true)
            expect(each.creditedNetAmount >= 0n && each.creditedNetAmount <= each.netAmount).toBe(true)
          }
        }
        if (left === 0n) {
          expect(
            lines.every(
              (each) => each.creditedNetAmount === each.netAmount && each.creditedTaxAmount === each.taxAmount,
            ),
          ).toBe(true)
        }
      }),
      runs(150),
    )
  })
})
