import { expect, it } from 'vitest'
import { netAmounts } from './net-line'

const line = {
  quantity: 1,
  unitAmount: '5900',
  pricedAmount: 5900n,
  discounts: [],
  amount: 5900n,
  taxAmount: 1121n,
  taxRate: '19',
}

it('leaves a price without VAT as it is, down to the last decimal', () => {
  expect(netAmounts(line)).toEqual({ discountAmount: 0n, unitAmount: '5900', includesTax: false })
  const metered = {
    ...line,
    quantity: 10_000,
    unitAmount: '0.125',
    pricedAmount: 1250n,
    amount: 1250n,
    taxAmount: 238n,
  }
  expect(netAmounts(metered).unitAmount).toBe('0.125')
})

it('adds up what was taken off a line', () => {
  // 59.00 less 5.90 and 3.10: net 50.00, VAT 9.50.
  const discounts = [{ amount: '590' }, { amount: '310' }]
  expect(netAmounts({ ...line, discounts, amount: 5000n, taxAmount: 950n })).toEqual({
    discountAmount: 900n,
    unitAmount: '5900',
    includesTax: false,
  })
})

it('takes the VAT out of a price that has it inside', () => {
  // 2 × 59.50 = 119.00 less 11.90 = 107.10 gross: VAT 107.10 × 19 ÷ 119 = 17.10, net 90.00. Before discount 100.00.
  const inclusive = { ...line, quantity: 2, unitAmount: '5950', pricedAmount: 11_900n, discounts: [{ amount: '1190' }] }
  expect(netAmounts({ ...inclusive, amount: 9000n, taxAmount: 1710n })).toEqual({
    discountAmount: 1000n,
    unitAmount: '5000',
    includesTax: true,
  })
})

it('keeps a hundredth of a cent where the net price of one is no whole cent', () => {
  // 3 × 10.00 = 30.00 gross at 19 %: VAT 30 × 19 ÷ 119 = 4.7899 → 4.79, net 25.21, one of three 8.4033.
  const three = { ...line, quantity: 3, unitAmount: '1000', pricedAmount: 3000n, amount: 2521n, taxAmount: 479n }
  expect(netAmounts(three).unitAmount).toBe('840.33')
})

it('shows the whole net price beside a part of it', () => {
  // Half of 59.50 gross: 29.75, of which VAT 4.75; the whole price is 50.00 net.
  const half = { ...line, unitAmount: '5950', pricedAmount: 2975n, amount: 2500n, taxAmount: 475n }
  expect(netAmounts(half)).toEqual({ discountAmount: 0n, unitAmount: '5000', includesTax: true })
})

it('gives a credit line the sign of what it takes back', () => {
  // Takes back 29.75 gross that had 2.975 → 2.98 off: −26.77 gross, VAT −4.27, net −22.50; off net 2.98 ÷ 1.19 = 2.50.
  const credit = { ...line, unitAmount: '5950', pricedAmount: -2975n, discounts: [{ amount: '-298' }] }
  expect(netAmounts({ ...credit, amount: -2250n, taxAmount: -427n })).toEqual({
    discountAmount: -250n,
    unitAmount: '5000',
    includesTax: true,
  })
})
