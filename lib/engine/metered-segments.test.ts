import { expect, test } from 'vitest'
import { meteredSegments, type MeteredItem, type MeterFact } from './metered-segments'

const at = (day: string) => new Date(`${day}T00:00:00Z`)
const START = at('2026-01-01')
const sms: MeterFact = { code: 'sms', description: 'Text messages', measure: 'flow' }
const calls: MeterFact = { code: 'api_calls', description: 'API calls', measure: 'flow' }
const flat = (unitAmount: string, validFrom = at('2025-01-01'), validTo: Date | null = null) => {
  return { model: { model: 'FLAT' as const, unitAmount }, validFrom, validTo }
}

const plan = (facts: Partial<MeteredItem> = {}): MeteredItem => ({
  itemId: 'item_plan',
  segmentId: 'seg_1',
  priceId: 'price_pro',
  planCode: 'professional',
  quantity: 1,
  currency: 'EUR',
  taxBehavior: 'EXCLUSIVE',
  from: START,
  to: null,
  isPlan: true,
  allowances: new Map([['sms', { included: 500n }]]),
  overagePrices: new Map([['sms', [flat('7.5')]]]),
  ...facts,
})
const pack = (facts: Partial<MeteredItem> = {}): MeteredItem =>
  plan({
    itemId: 'item_pack',
    segmentId: 'seg_pack',
    isPlan: false,
    allowances: new Map([['sms', { included: 200n }]]),
    overagePrices: new Map(),
    ...facts,
  })

const told = (items: MeteredItem[], meters = [sms]) =>
  meteredSegments({ items, meters }).map(({ segmentId, from, to, metered }) => [
    segmentId.replace(/\d{13}$/, (text) => new Date(Number(text)).toISOString().slice(5, 10)),
    from.toISOString().slice(5, 10),
    to?.toISOString().slice(5, 10) ?? null,
    metered?.included,
  ])

test('one segment per meter that has an overage price, with what is included', () => {
  expect(meteredSegments({ items: [plan({ quantity: 3 })], meters: [sms, calls] })).toEqual([
    {
      itemId: 'item_plan~sms',
      segmentId: `seg_1~sms~${START.getTime()}`,
      priceId: 'price_pro',
      planCode: 'professional',
      description: 'Text messages',
      unitAmount: 0n,
      metered: { model: 'FLAT', unitAmount: '7.5', included: '1500', formerly: [], measure: 'flow', meterCode: 'sms' },
      currency: 'EUR',
      quantity: 1,
      taxBehavior: 'EXCLUSIVE',
      from: START,
      to: null,
    },
  ])
})

test('an add-on that adds to what is included splits the time, and one that does not leaves it', () => {
  const other = pack({ itemId: 'item_x', allowances: new Map([['storage', { included: 5n }]]), from: at('2026-01-05') })
  const items = [plan(), pack({ from: at('2026-01-11'), to: at('2026-01-21'), quantity: 2 }), other]
  expect(told(items)).toEqual([
    ['seg_1~sms~01-01', '01-01', '01-11', '500'],
    ['seg_1~sms~01-11', '01-11', '01-21', '900'],
    ['seg_1~sms~01-21', '01-21', null, '500'],
  ])
})

test('an add-on that is renewed at the same quantity splits nothing', () => {
  const items = [
    plan(),
    pack({ to: at('2026-01-11') }),
    pack({ segmentId: 'seg_pack2', from: at('2026-01-11'), priceId: 'price_pack2' }),
  ]
  expect(told(items)).toEqual([['seg_1~sms~01-01', '01-01', null, '700']])
})

test('several changes at one instant leave no segment of no length', () => {
  const change = at('2026-01-16')
  const items = [
    plan({ to: change }),
    plan({ segmentId: 'seg_2', from: change, to: change, quantity: 2 }),
    plan({ segmentId: 'seg_3', from: change, quantity: 4 }),
    pack({ from: change }),
    pack({ itemId: 'item_gone', from: change, to: change, quantity: 9 }),
  ]
  expect(told(items)).toEqual([
    ['seg_1~sms~01-01', '01-01', '01-16', '500'],
    ['seg_3~sms~01-16', '01-16', null, '2200'],
  ])
})

test('the price is the version that was valid when the customer agreed: another quantity keeps it, another price does not', () => {
  const versions = [flat('7.5', at('2025-01-01'), at('2026-01-10')), flat('9', at('2026-01-10'))]
  const overagePrices = new Map([['sms', versions]])
  const segments = [
    plan({ overagePrices, to: at('2026-01-20') }),
    plan({ overagePrices, segmentId: 'seg_2', quantity: 2, from: at('2026-01-20'), to: at('2026-02-01') }),
    plan({ overagePrices, segmentId: 'seg_3', priceId: 'price_new', from: at('2026-02-01') }),
  ]
  const units = meteredSegments({ items: segments, meters: [sms] }).map(
    ({ metered }) => metered?.model === 'FLAT' && metered.unitAmount,
  )
  expect(units).toEqual(['7.5', '7.5', '9'])
})

test('who agreed before there was a price pays none', () => {
  expect(told([plan({ overagePrices: new Map([['sms', [flat('9', at('2026-01-02'))]]]) })])).toEqual([])
})

test('unlimited anywhere is unlimited, and without an allowance nothing is included', () => {
  const boundless = pack({ allowances: new Map([['sms', { included: null }]]), from: at('2026-01-11') })
  expect(told([plan({ allowances: new Map() }), boundless])).toEqual([
    ['seg_1~sms~01-01', '01-01', '01-11', '0'],
    ['seg_1~sms~01-11', '01-11', null, null],
  ])
})

test('what was included before a change is kept, added up over items', () => {
  const [first, second] = [at('2026-03-01'), at('2026-04-01')]
  const items = [
    plan({ allowances: new Map([['sms', { included: 400n, formerly: [{ until: first, included: 500n }] }]]) }),
    pack({ allowances: new Map([['sms', { included: 100n, formerly: [{ until: second, included: 200n }] }]]) }),
  ]
  expect(meteredSegments({ items, meters: [sms] })[0]?.metered).toMatchObject({
    included: '500',
    formerly: [
      { until: first, included: '700' },
      { until: second, included: '600' },
    ],
  })
})
