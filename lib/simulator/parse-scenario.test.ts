import { describe, expect, test } from 'vitest'
import { changePolicy, DEFAULT_POLICY } from '@/lib/subscriptions/billing-policy'
import { DEFAULT_CHANGE_POLICY, parseScenario, readScenario } from './parse-scenario'

const start = { at: '2026-01-01', type: 'start', price: 'starter-monthly' }
const base = { events: [start], until: '2026-02-01' }
const metered = (tiers: object[]) => ({ sms: { name: 'SMS', metered: { model: 'graduated', tiers } } })

describe('what is wrong is said in one sentence that begins with its path', () => {
  test.each<[string, object]>([
    ['until: Invalid input: expected string, received undefined.', { events: [] }],
    [
      'events[0].at: This should be a date such as "2026-01-31", or a time such as "2026-01-31T12:00".',
      { ...base, events: [{ ...start, at: 'soon' }] },
    ],
    ['events[0].at: There is no such date or time: 2026-02-30.', { ...base, events: [{ ...start, at: '2026-02-30' }] }],
    ['events[0].quantity: at least 1.', { ...base, events: [{ ...start, quantity: -1 }] }],
    [
      'customer.timeZone: This should be a time zone such as "Europe/Berlin".',
      { ...base, customer: { timeZone: 'Mars' } },
    ],
    ['customer.country: This should be a country code such as "DE".', { ...base, customer: { country: 'Germany' } }],
    ['currency: Unknown currency: EUX.', { ...base, currency: 'EUX' }],
    [
      'events[1].coupon: There is no coupon “HALF” in this scenario.',
      { ...base, events: [start, { at: '2026-01-02', type: 'coupon', coupon: 'HALF' }] },
    ],
    ['until: A scenario lasts 10 years at most.', { ...base, until: '2099-01-01' }],
    [
      'prices.x.amount: 1.005 has more decimals than EUR has.',
      { ...base, prices: { x: { name: 'X', amount: '1.005' } } },
    ],
    [
      'prices.sms.metered: Tiers rise, and the last one has no end.',
      { ...base, prices: metered([{ upTo: 5, unitAmount: '1' }]) },
    ],
  ])('%s', (sentence, scenario) => {
    expect(() => readScenario(scenario)).toThrow(expect.objectContaining({ name: 'ScenarioError', message: sentence }))
  })

  test.each<[string, RegExp, object]>([
    [
      'an unknown price',
      /^events\[0\]\.price: There is no price “gold”; there are starter-monthly, /,
      { ...base, events: [{ ...start, price: 'gold' }] },
    ],
    ['an unknown type', /^events\[0\]\.type: /, { ...base, events: [{ at: '2026-01-01', type: 'explode' }] }],
    [
      'an unknown field',
      /^events\[0\]\.colour: There is no such field\.$/,
      { ...base, events: [{ ...start, colour: 'red' }] },
    ],
    ['a price that is neither', /^prices\.x: .*amount/, { ...base, prices: { x: { name: 'X' } } }],
    ['something else', /expected object/, []],
  ])('%s', (_, message, scenario) => {
    expect(() => readScenario(scenario)).toThrow(message)
  })

  test('text that is not JSON', () => {
    expect(() => parseScenario('{')).toThrow(/^This is not JSON: /)
  })
})

test('days are those of the customer, minor units those of the currency', () => {
  const scenario = readScenario({
    currency: 'JPY',
    customer: { country: 'JP', timeZone: 'Asia/Tokyo' },
    prices: { x: { name: 'X', amount: '1500' } },
    events: [{ ...start, price: 'x' }],
    until: '2026-02-01T12:00Z',
  })
  expect(scenario.events[0]?.at.toISOString()).toBe('2025-12-31T15:00:00.000Z')
  expect(scenario.until.toISOString()).toBe('2026-02-01T12:00:00.000Z')
  expect(scenario.prices.find(({ code }) => code === 'x')?.unitAmount).toBe(1500n)
})

test('the default policy is the system’s', () => {
  expect(changePolicy(DEFAULT_POLICY)).toEqual(DEFAULT_CHANGE_POLICY)
})
