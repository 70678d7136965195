import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { badDebtTaxes, recoveredTaxes } from './bad-debt'
import { entriesForBadDebtRecovered, entriesForUncollectible } from './ledger'
import { runs } from './testing/runs'

const german = [{ country: 'DE', taxAmount: 1121n }]

describe('VAT of a claim that is given up', () => {
  it('all of 70.21: all of the 11.21', () => {
    expect(badDebtTaxes({ taxes: german, total: 7021n, amount: 7021n })).toEqual(german)
  })

  it('35.11 of 70.21: 11.21 × 35.11 ÷ 70.21 = 5.6058…, so 5.61', () => {
    expect(badDebtTaxes({ taxes: german, total: 7021n, amount: 3511n })).toEqual([{ country: 'DE', taxAmount: 561n }])
  })

  it('reverse charge, nothing due, or nothing left after credit notes: none', () => {
    expect(badDebtTaxes({ taxes: [{ country: 'FR', taxAmount: 0n }], total: 5900n, amount: 5900n })).toEqual([])
    expect(badDebtTaxes({ taxes: german, total: 7021n, amount: 0n })).toEqual([])
    expect(badDebtTaxes({ taxes: german, total: 0n, amount: 10n })).toEqual([])
  })

  it('paid after all in 35.00 and 35.21: 5.59, then 5.62, together the 11.21', () => {
    const part = (recoveredBefore: bigint, amount: bigint) =>
      recoveredTaxes({ taxes: german, writtenOff: 7021n, recoveredBefore, amount })[0]?.taxAmount
    expect(part(0n, 3500n)).toBe(559n)
    expect(part(3500n, 3521n)).toBe(562n)
  })

  it('whatever the parts it is paid in, the books end as if it had never been given up', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 7n })
    const parts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 5n }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(amount, amount, parts, (net, tax, unpaid) => {
        const writtenOff = unpaid.reduce((a, b) => a + b, 0n)
        const total = writtenOff + net + tax
        const taxes = badDebtTaxes({ taxes: [{ country: 'DE', taxAmount: tax }], total, amount: writtenOff })
        const books = entriesForUncollectible({ currency: 'EUR', amount: writtenOff, taxes })
        let recoveredBefore = 0n
        for (const part of unpaid) {
          const owed = recoveredTaxes({ taxes, writtenOff, recoveredBefore, amount: part })
          books.push(...entriesForBadDebtRecovered({ currency: 'EUR', amount: part, taxes: owed }))
          recoveredBefore += part
        }
        const sums = new Map<string, bigint>()
        for (const { account, amount } of books) sums.set(account, (sums.get(account) ?? 0n) + amount)
        expect([...sums.values()].every((sum) => sum === 0n)).toBe(true)
      }),
      runs(300),
    )
  })
})
