import { expect, test } from 'vitest'
import { priceUsage } from '@/lib/engine/usage-pricing'
import { EMPTY_DRAFT, plainDecimal, readOverageDraft, toOverageDraft, type OverageDraft } from './overage-draft'

const draft = (values: Partial<OverageDraft>): OverageDraft => ({ ...EMPTY_DRAFT, ...values })
const termsOf = (values: Partial<OverageDraft>, currency = 'EUR') => {
  const read = readOverageDraft(draft(values), currency)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return read.terms
}
const problemsOf = (values: Partial<OverageDraft>) => {
  const read = readOverageDraft(draft(values), 'EUR')
  return 'problems' in read ? Object.keys(read.problems) : []
}

test('a price below a cent stays exact: 0.0035 euros are 0.35 cents, 1,000 of them 3.50', () => {
  const { model } = termsOf({ unitAmount: '0.0035' })
  expect(model).toEqual({ model: 'FLAT', unitAmount: '0.35' })
  expect(priceUsage({ price: model, quantity: '1000' }).amount).toBe(350n)
})

test('a currency without decimals is not scaled, one with three by a thousand', () => {
  expect(termsOf({ unitAmount: '0.5' }, 'JPY').model).toEqual({ model: 'FLAT', unitAmount: '0.5' })
  expect(termsOf({ unitAmount: '0.5' }, 'KWD').model).toEqual({ model: 'FLAT', unitAmount: '500' })
})

test('tiers: the last one has no end, whatever was typed there; a fee of nothing is left out', () => {
  const tiers = [
    { upTo: '1,000', unitAmount: '0.10', flatAmount: '' },
    { upTo: 'x', unitAmount: '0.05', flatAmount: '2' },
  ]
  expect(termsOf({ model: 'GRADUATED', tiers }).model).toEqual({
    model: 'GRADUATED',
    tiers: [
      { upTo: '1000', unitAmount: '10' },
      { upTo: null, unitAmount: '5', flatAmount: '200' },
    ],
  })
})

test('what is wrong is said at its field', () => {
  expect(problemsOf({})).toEqual(['unitAmount'])
  expect(problemsOf({ unitAmount: '-1' })).toEqual(['unitAmount'])
  expect(problemsOf({ unitAmount: '1,00' })).toEqual(['unitAmount'])
  expect(problemsOf({ unitAmount: '1', minimumAmount: '5', maximumAmount: '4.99' })).toEqual(['maximumAmount'])
  expect(problemsOf({ unitAmount: '1', minimumAmount: '0.005' })).toEqual(['minimumAmount'])
  expect(problemsOf({ model: 'PACKAGE', packageSize: '0', packageAmount: '1' })).toEqual(['packageSize'])
  const tiers = [
    { upTo: '200', unitAmount: '1', flatAmount: '' },
    { upTo: '200', unitAmount: '1', flatAmount: '' },
    { upTo: '', unitAmount: '', flatAmount: '' },
  ]
  expect(problemsOf({ model: 'VOLUME', tiers })).toEqual(['tiers.1.upTo', 'tiers.2.unitAmount'])
})

test('an agreed price comes out of the editor as it went in', () => {
  const agreed = {
    model: {
      model: 'VOLUME' as const,
      tiers: [
        { upTo: '10.5', unitAmount: '0.35', flatAmount: '1' },
        { upTo: null, unitAmount: '12' },
      ],
    },
    minimumAmount: 500n,
    maximumAmount: 100_000n,
  }
  expect(readOverageDraft(toOverageDraft(agreed, 'EUR'), 'EUR')).toEqual({ terms: agreed })
  const packages = {
    model: { model: 'PACKAGE' as const, packageSize: '100', packageAmount: '900' },
    minimumAmount: null,
    maximumAmount: null,
  }
  expect(readOverageDraft(toOverageDraft(packages, 'EUR'), 'EUR')).toEqual({ terms: packages })
})

test('numbers as people write them', () => {
  expect(['1,250.50', ' 7 ', '0.0', '1.', '1e3', '12,34'].map(plainDecimal)).toEqual([
    '1250.5',
    '7',
    '0',
    null,
    null,
    null,
  ])
})
