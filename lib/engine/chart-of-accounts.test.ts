import { expect, it } from 'vitest'
import { CHART_OF_ACCOUNTS, CHARTS, chartRow } from './chart-of-accounts'
import { account } from './ledger'

const processors = ['stripe', 'paypal', 'bank_transfer']
const posted = Object.values(account).flatMap((code) =>
  typeof code === 'string' ? [code] : code === account.vat ? ['DE', 'FR'].map(code) : processors.map(code),
)

it('knows every account that the ledger posts to, each with a number of four digits in both charts', () => {
  for (const code of posted.filter((each) => each !== 'clearing.bank_transfer')) {
    for (const chart of CHARTS) expect(chartRow(code).numbers[chart], code).toMatch(/^\d{4}$/)
  }
})

it('gives each account its own number', () => {
  for (const chart of CHARTS) {
    const numbers = CHART_OF_ACCOUNTS.map(({ numbers }) => numbers[chart])
    expect(new Set(numbers).size).toBe(numbers.length)
  }
})

it('takes a family for its members, and refuses what it does not know', () => {
  expect(chartRow('vat.FR').numbers).toEqual({ SKR03: '1768', SKR04: '3818' })
  expect(chartRow('fees.paypal').class).toBe('expense')
  expect(() => chartRow('petty_cash')).toThrow(expect.objectContaining({ code: 'account_unknown' }))
})
