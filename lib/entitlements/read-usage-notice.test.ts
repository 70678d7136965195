import { expect, test } from 'vitest'
import { usageNotice } from './read-usage-notice'

const meter = (name: string, used: string, included: string | null, hard = false, overageAmount = 0n) => ({
  ...{ meter: name, name, unit: 'unit', used, included, hard, held: '0', remaining: null },
  ...{ period: { start: new Date(0), end: new Date(1) }, overageAmount, currency: 'EUR' },
})

test('the spend cap first, then a hard limit that is reached, then the nearest', () => {
  const cap = { amount: 500n, currency: 'EUR' }
  const soft = meter('SMS', '900', '500', false, 400n)
  const full = meter('Buildings', '10', '10', true)
  const near = meter('Users', '12', '15', true)
  expect(usageNotice({ meters: [near], spendCap: null })).toEqual({
    ...{ kind: 'limit', meterName: 'Users', percent: 80, hard: true },
  })
  expect(usageNotice({ meters: [near, soft, full], spendCap: cap })).toMatchObject({ meterName: 'Buildings' })
  expect(usageNotice({ meters: [near, soft], spendCap: cap })).toMatchObject({ meterName: 'SMS', percent: 180 })
  expect(usageNotice({ meters: [{ ...soft, overageAmount: 500n }, full], spendCap: cap })).toMatchObject({
    kind: 'spend_cap',
  })
})

test('nothing below four fifths, without a limit, or of nothing included', () => {
  const meters = [meter('a', '11.99', '15'), meter('b', '1000', null), meter('c', '5', '0', true)]
  expect(usageNotice({ meters, spendCap: null })).toBeNull()
})
