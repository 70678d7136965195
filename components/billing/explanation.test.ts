import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { ExplanationStep } from '@/lib/engine/explanation'
import { Explanation } from './explanation'

const told = (steps: ExplanationStep[]) =>
  renderToStaticMarkup(
    createElement(Explanation, {
      explanation: {
        description: 'Line',
        currency: 'EUR',
        period: { start: '2026-01-01T00:00:00Z', end: '2026-02-01T00:00:00Z' },
        steps,
        amount: '432',
      },
      tax: { category: 'S', rate: '19', country: 'DE', reason: 'domestic', taxable: 432n, tax: 82n },
      timeZone: 'UTC',
    }),
  ).replace(/<[^>]+>/g, ' ')

test('each kind of step is worded, with what it comes to and the VAT on it', () => {
  const text = told([
    { kind: 'FULL_PRICE', quantity: '2', unitAmount: '2900', amount: '5800' },
    {
      kind: 'SHARE',
      from: '2026-01-16T12:00:00Z',
      to: '2026-02-01T00:00:00Z',
      granularity: 'second',
      used: '1339200',
      whole: '2678400',
      amount: '2900',
    },
    { kind: 'NOT_DUE', amount: '0' },
    { kind: 'ALREADY_BILLED', billed: '1000', amount: '1900' },
    { kind: 'CREDIT_LIMIT', available: '500', amount: '-500' },
    { kind: 'DISCOUNT', discountId: 'd', off: '100' },
    { kind: 'USAGE', quantity: '1234', included: '500' },
    { kind: 'TIER', quantity: '1234', unitAmount: '0.35', flatAmount: '0', amount: '431.9' },
    { kind: 'TIER', quantity: '10', unitAmount: '5', flatAmount: '300', amount: '350' },
    { kind: 'PACKAGES', packages: '3', packageSize: '10000', packageAmount: '200', amount: '600' },
    {
      kind: 'USAGE',
      quantity: '200',
      included: '160',
      allowance: { perMonth: '310', used: '1382400', whole: '2678400' },
    },
    { kind: 'GROUPS', groups: [{ key: 'Lindenstraße 5', quantity: '150' }], others: '50' },
    { kind: 'USAGE_SO_FAR', until: '2026-01-10T12:00:00Z' },
    { kind: 'LATE_USAGE' },
    { kind: 'MONTHS', months: '12', amount: '431.9' },
    { kind: 'LEVEL_SHARE', used: '1382400', whole: '2678400', amount: '432' },
    { kind: 'USAGE_TOTAL', amount: '432' },
    { kind: 'CHARGE_LIMIT', limit: 'MINIMUM', amount: '200' },
  ])
  for (const words of [
    '2 × €29.00',
    '15 days 12 hours of 31 days',
    '€10.00',
    '−€1.00',
    'Used: 1,234, of which 500 are included',
    '1,234 × €0.0035',
    'of which 160 are included (310 a month × 16 days of 31 days)',
    'Of these: Lindenstraße 5 150, others 50',
    'Counted up to 10 Jan 2026',
    'Counted after this period had been billed',
    '× 12 months',
    '16 days of 31 days',
    '= €4.319',
    '10 × €0.05 + €3.00',
    '3 packages of 10,000 × €2.00',
    '= €4.32',
    'At least',
    'VAT 19% (DE) on €4.32',
    '= €0.82',
  ]) {
    expect(text).toContain(words)
  }
  expect(text).not.toContain('undefined')
})
