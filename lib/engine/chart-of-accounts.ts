import { EngineError } from './errors'

export type AccountClass = 'asset' | 'liability' | 'income' | 'expense'

/** The two common charts of DATEV: by process (SKR03) and by balance sheet (SKR04). */
export const CHARTS = ['SKR03', 'SKR04'] as const
export type Chart = (typeof CHARTS)[number]

export interface ChartRow {
  /** The account of `account` in ledger.ts, or its family: what stands before the processor or country. */
  code: string
  class: AccountClass
  numbers: Record<Chart, string>
}

/**
 * Every account that the ledger posts to, with its numbers: data, in the order of a balance sheet and then of profit and
 * loss. None is an account with automatic tax, as tax is posted by itself. 1410/1210 and not 1400/1200, which DATEV keeps
 * for the sum of debtors. Numbers that a standard chart leaves free are labelled by whoever imports.
 */
export const CHART_OF_ACCOUNTS: readonly ChartRow[] = [
  { code: 'receivable', class: 'asset', numbers: { SKR03: '1410', SKR04: '1210' } },
  { code: 'cash.stripe', class: 'asset', numbers: { SKR03: '1361', SKR04: '1461' } },
  { code: 'cash.paypal', class: 'asset', numbers: { SKR03: '1362', SKR04: '1462' } },
  { code: 'cash.bank_transfer', class: 'asset', numbers: { SKR03: '1200', SKR04: '1800' } },
  { code: 'clearing.stripe', class: 'asset', numbers: { SKR03: '1363', SKR04: '1463' } },
  { code: 'clearing.paypal', class: 'asset', numbers: { SKR03: '1364', SKR04: '1464' } },
  { code: 'paid_outside', class: 'asset', numbers: { SKR03: '1360', SKR04: '1460' } },
  { code: 'disputes', class: 'asset', numbers: { SKR03: '1590', SKR04: '1370' } },
  { code: 'customer_credit', class: 'liability', numbers: { SKR03: '1701', SKR04: '3501' } },
  { code: 'refunds_payable', class: 'liability', numbers: { SKR03: '1706', SKR04: '3506' } },
  { code: 'vat.DE', class: 'liability', numbers: { SKR03: '1776', SKR04: '3806' } },
  // VAT of other member states, declared through One-Stop-Shop.
  { code: 'vat', class: 'liability', numbers: { SKR03: '1768', SKR04: '3818' } },
  { code: 'revenue.deferred', class: 'liability', numbers: { SKR03: '0990', SKR04: '3900' } },
  { code: 'revenue.earned', class: 'income', numbers: { SKR03: '8200', SKR04: '4200' } },
  { code: 'breakage', class: 'income', numbers: { SKR03: '2700', SKR04: '4830' } },
  { code: 'goodwill', class: 'expense', numbers: { SKR03: '8700', SKR04: '4700' } },
  { code: 'bad_debt', class: 'expense', numbers: { SKR03: '2400', SKR04: '6930' } },
  { code: 'fees', class: 'expense', numbers: { SKR03: '4970', SKR04: '6855' } },
]

const byCode = new Map(CHART_OF_ACCOUNTS.map((row, place) => [row.code, { ...row, place }]))

/**
 * An account's row: its own, or its family's (`vat.FR` → `vat`), and its place in the chart. Throws `account_unknown`: an
 * account without a number must not be exported as if it did not exist.
 */
export function chartRow(account: string): ChartRow & { place: number } {
  const row = byCode.get(account) ?? byCode.get(account.split('.')[0]!)
  if (!row) throw new EngineError('account_unknown', 'The chart of accounts has no such account.', { account })
  return row
}
