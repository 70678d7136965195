import { describe, expect, it } from 'vitest'
import { couponSchema, promotionCodeSchema } from './schemas'

const terms = {
  name: 'Ten',
  cycles: 1,
  planCodes: [],
  maxRedemptions: null,
  perCustomer: 1,
  firstTimeOnly: false,
  minimumAmount: null,
  redeemBy: null,
  code: null,
}
const accepts = (change: object) => couponSchema.safeParse({ ...terms, off: { percentOff: '10' }, ...change }).success

describe('couponSchema', () => {
  it.each(['0.01', '10', '12.5', '33.3333', '100'])('takes %s percent', (percentOff) =>
    expect(accepts({ off: { percentOff } })).toBe(true),
  )

  it.each(['', '0', '100.01', '-5', '10 %', '1e1', 'ten', '12.34567'])('refuses "%s" percent', (percentOff) =>
    expect(accepts({ off: { percentOff } })).toBe(false),
  )

  it('refuses amounts, periods and limits that are nothing', () => {
    expect(accepts({ off: { amountOff: 500n, currency: 'EUR' } })).toBe(true)
    expect(accepts({ off: { amountOff: 0n, currency: 'EUR' } })).toBe(false)
    for (const change of [
      { cycles: 0 },
      { maxRedemptions: 0 },
      { perCustomer: -1 },
      { minimumAmount: 0n },
      { name: ' ' },
    ])
      expect(
        accepts(change),
        JSON.stringify(change, (_, value: unknown) => String(value)),
      ).toBe(false)
  })
})

it('keeps promotion codes in capitals, without spaces around them', () => {
  expect(promotionCodeSchema.parse(' spring-26 ')).toBe('SPRING-26')
  for (const wrong of ['', 'ab', '-abc', 'two words', 'größe', 'x'.repeat(41)])
    expect(promotionCodeSchema.safeParse(wrong).success, wrong).toBe(false)
})
