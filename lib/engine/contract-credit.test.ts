import { expect, test } from 'vitest'
import { planContractCredits, type ChargedLine, type ContractCredit } from './contract-credit'

const line = (billingKey: string, netAmount: bigint): ChargedLine => ({
  id: `line ${billingKey}`,
  billingKey,
  kind: netAmount < 0n ? 'CREDIT' : 'CHARGE',
  netAmount,
  taxAmount: (netAmount * 19n) / 100n,
  creditedNetAmount: 0n,
  creditedTaxAmount: 0n,
})
const credit = (billingKey: string, amount: bigint): ContractCredit => ({
  billingKey,
  amount,
  taxBehavior: 'EXCLUSIVE',
})

const start = { id: 'INV-1', lines: [line('sub:starter:0:0', 2900n)] }
const upgrade = { id: 'INV-2', lines: [line('sub:starter:0:1', -2900n), line('sub:pro:0:0', 5900n)] }

test('a credit is taken from the charge of its segment and cycle', () => {
  expect(planContractCredits({ credits: [credit('sub:starter:0:1', 1450n)], invoices: [start] })).toEqual([
    {
      invoiceId: 'INV-1',
      request: { lines: [{ id: 'line sub:starter:0:0', netAmount: 1450n }] },
      taken: [{ lineId: 'line sub:starter:0:0', billingKey: 'sub:starter:0:1' }],
    },
  ])
})

test('never more of an invoice than its total: the rest on the invoice that paid for what was set off', () => {
  const plans = planContractCredits({ credits: [credit('sub:pro:0:1', 5900n)], invoices: [upgrade, start] })
  expect(plans.map(({ invoiceId, request }) => [invoiceId, request])).toEqual([
    ['INV-2', { amount: 'remaining' }], // 59.00 − 29.00 = 30.00
    ['INV-1', { amount: 'remaining' }], // 29.00
  ])
})

test('lines of another subscription on the invoice bound it, and are not credited', () => {
  const other = { ...line('other:pro:0:0', 900n), foreign: true }
  const both = { id: 'INV-1', lines: [line('sub:starter:0:0', 2900n), other] }
  expect(planContractCredits({ credits: [credit('sub:starter:0:1', 2900n)], invoices: [both] })).toMatchObject([
    { request: { lines: [{ id: 'line sub:starter:0:0', netAmount: 2900n }] } },
  ])
  expect(() => planContractCredits({ credits: [credit('sub:starter:0:1', 2901n)], invoices: [both] })).toThrow(
    expect.objectContaining({ code: 'contract_credit_unplaced' }),
  )
})

test('what was credited before is gone', () => {
  const credited = { id: 'INV-1', lines: [{ ...line('sub:starter:0:0', 2900n), creditedNetAmount: 2000n }] }
  expect(() => planContractCredits({ credits: [credit('sub:starter:0:1', 901n)], invoices: [credited] })).toThrow(
    expect.objectContaining({ code: 'contract_credit_unplaced' }),
  )
})

test('a price with tax inside is credited with it', () => {
  const credits: ContractCredit[] = [{ billingKey: 'sub:starter:0:1', amount: 1000n, taxBehavior: 'INCLUSIVE' }]
  expect(planContractCredits({ credits, invoices: [start] })[0]?.request).toEqual({
    lines: [{ id: 'line sub:starter:0:0', grossAmount: 1000n }],
  })
})

test('prices with tax inside and without on one invoice are credited beside each other, to the last cent', () => {
  // 58.00 with 20 % inside (48.33 + 9.67), and 15.00 + 3.00.
  const inclusive = { ...line('sub:plan:0:0', 4833n), taxAmount: 967n }
  const exclusive = { ...line('sub:seat:0:0', 1500n), taxAmount: 300n }
  const both = { id: 'INV-1', lines: [inclusive, exclusive] }
  const credits = (plan: bigint, seats: bigint): ContractCredit[] => [
    { billingKey: 'sub:plan:0:1', amount: plan, taxBehavior: 'INCLUSIVE' },
    credit('sub:seat:0:1', seats),
  ]
  expect(planContractCredits({ credits: credits(5600n, 1450n), invoices: [both] })[0]?.request).toEqual({
    lines: [
      { id: 'line sub:plan:0:0', grossAmount: 5600n },
      { id: 'line sub:seat:0:0', netAmount: 1450n },
    ],
  })
  expect(planContractCredits({ credits: credits(5800n, 1500n), invoices: [both] })[0]?.request).toEqual({
    amount: 'remaining',
  })
})
