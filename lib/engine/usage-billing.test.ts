import { describe, expect, test } from 'vitest'
import type { IssuedLine } from './lines'
import { bill, type BillInput } from './billing'
import { issue, starter, subscriptionFrom } from './testing/timelines'
import type { ItemSegment } from './timeline'

const at = (day: string) => new Date(`${day}T00:00:00Z`)

/** Text messages: 50 included, 8 cents each beyond. */
const messages = (facts: Partial<ItemSegment> = {}): ItemSegment =>
  starter({
    itemId: 'item_sms',
    segmentId: 'seg_sms',
    description: 'Text messages',
    unitAmount: 0n,
    metered: { model: 'FLAT', unitAmount: '8', included: '50' },
    ...facts,
  })

const billed = (input: Partial<BillInput> & { billThrough: Date }, issued: readonly IssuedLine[] = []) =>
  bill({ subscription: subscriptionFrom(), segments: [starter(), messages()], issued, ...input }).lines

const told = (lines: ReturnType<typeof billed>) => lines.map((line) => [line.description, line.cycleIndex, line.amount])

test('use is billed in arrears, on the invoice of the next cycle: 120 messages are 70 × 0.08 = 5.60', () => {
  const usage = [{ segmentId: 'seg_sms', cycleIndex: 0, quantity: '120' }]
  const first = billed({ billThrough: at('2026-01-01'), usage })
  expect(told(first)).toEqual([['Starter', 0, 2900n]])
  const second = billed({ billThrough: at('2026-02-01'), usage }, issue(first))
  expect(told(second)).toEqual([
    ['Text messages', 0, 560n],
    ['Starter', 1, 2900n],
  ])
  expect(second[0]).toMatchObject({ from: at('2026-01-01'), to: at('2026-02-01'), quantity: 1, unitAmount: 560n })
  expect(second[0]?.explanation.steps.map(({ kind }) => kind)).toEqual(['USAGE', 'TIER'])
  const again = billed({ billThrough: at('2026-02-01'), usage }, issue([...first, ...second]))
  expect(again).toEqual([])
})

test('late use of a billed cycle is billed as the difference, less use is credited, and an earlier look changes nothing', () => {
  const facts = (quantity: string) => [{ segmentId: 'seg_sms', cycleIndex: 0, quantity }]
  const lines = issue(billed({ billThrough: at('2026-02-01'), usage: facts('120') }))
  expect(told(billed({ billThrough: at('2026-02-03'), usage: facts('130') }, lines))).toEqual([
    ['Text messages', 0, 80n],
  ])
  expect(told(billed({ billThrough: at('2026-02-03'), usage: facts('110') }, lines))).toEqual([
    ['Text messages', 0, -80n],
  ])
  expect(billed({ billThrough: at('2026-01-20'), usage: facts('120') }, lines)).toEqual([])
})

test('each segment of a meter is priced by itself with its share of what is included; the end bills what was used', () => {
  // 15 of 31 days: 50 × 15/31 = 24.19 included, 35.81 × 8 = 286.45. From the 16th nothing is included.
  const segments = [
    messages({ to: at('2026-01-16') }),
    messages({ segmentId: 'seg_sms2', from: at('2026-01-16'), metered: { model: 'FLAT', unitAmount: '5' } }),
  ]
  const usage = [
    { segmentId: 'seg_sms', cycleIndex: 0, quantity: '60' },
    { segmentId: 'seg_sms2', cycleIndex: 0, quantity: '100' },
  ]
  const subscription = subscriptionFrom({ endsAt: at('2026-01-20') })
  const lines = billed({ subscription, segments, usage, billThrough: at('2026-01-20') })
  expect(lines.map(({ segmentId, amount, from, to }) => [segmentId, amount, from, to])).toEqual([
    ['seg_sms', 286n, at('2026-01-01'), at('2026-01-16')],
    ['seg_sms2', 500n, at('2026-01-16'), at('2026-01-20')],
  ])
})

test('discounts leave use alone', () => {
  const usage = [{ segmentId: 'seg_sms', cycleIndex: 0, quantity: '120' }]
  const discounts = [{ discountId: 'half', percentOff: '50', fromCycleIndex: 0, toCycleIndex: null }]
  const lines = billed({ billThrough: at('2026-02-01'), usage, discounts })
  expect(lines.map(({ cycleIndex, amount, discountAmount }) => [cycleIndex, amount, discountAmount])).toEqual([
    [0, 2900n, 1450n],
    [0, 560n, 0n],
    [1, 2900n, 1450n],
  ])
})

const usageOf = (quantity: string, cycleIndex = 0) => [{ segmentId: 'seg_sms', cycleIndex, quantity }]
const only = (price: NonNullable<ItemSegment['metered']>, facts: Partial<ItemSegment> = {}) => ({
  segments: [messages({ metered: price, ...facts })],
})

describe('what a quantity is', () => {
  test.each<[string, NonNullable<ItemSegment['metered']>, string, bigint]>([
    // 16 of 31 days left of January: 310 × 16/31 = 160 included.
    ['flow', { model: 'FLAT', unitAmount: '10', included: '310' }, '200', 400n],
    // 3 users beyond, 10.00 a month each, for 16 of 31 days: 3000 × 16/31 = 1548.39.
    ['level', { model: 'FLAT', unitAmount: '1000', included: '5', measure: 'level' }, '8', 1548n],
    // 31 GB are included at a time, so 16 GB-months of this part; 20 were used: 4 × 0.25.
    ['average', { model: 'FLAT', unitAmount: '25', included: '31', measure: 'average' }, '20', 100n],
    // The least is by the share as well: 3.10 × 16/31.
    ['minimum', { model: 'FLAT', unitAmount: '10', included: '310', minimumAmount: 310n }, '0', 160n],
    ['maximum', { model: 'FLAT', unitAmount: '10', maximumAmount: 310n }, '99999', 160n],
  ])('%s, from the 16th of January', (_, price, quantity, amount) => {
    const input = only(price, { from: at('2026-01-16') })
    expect(told(billed({ ...input, usage: usageOf(quantity), billThrough: at('2026-02-01') }))).toEqual([
      ['Text messages', 0, amount],
    ])
  })

  test.each<[string, NonNullable<ItemSegment['metered']>, string, bigint]>([
    // 12 × 50 are included.
    ['flow', { model: 'FLAT', unitAmount: '8', included: '50' }, '700', 800n],
    // Two users beyond, 10.00 a month each.
    ['level', { model: 'FLAT', unitAmount: '1000', included: '5', measure: 'level' }, '7', 24_000n],
    // 1.5 GB beyond on average, 0.25 a month each: 12 × 0.375 = 4.50.
    ['average', { model: 'FLAT', unitAmount: '25', included: '5', measure: 'average' }, '6.5', 450n],
    ['minimum', { model: 'FLAT', unitAmount: '8', minimumAmount: 100n }, '0', 1200n],
  ])('%s, for a year', (_, price, quantity, amount) => {
    const subscription = subscriptionFrom({ interval: 'YEAR' })
    const input = { ...only(price), subscription, usage: usageOf(quantity), billThrough: at('2027-01-01') }
    expect(told(billed(input))).toEqual([['Text messages', 0, amount]])
  })
})

test('a year of a level is explained by its months, a part of a month by its seconds', () => {
  const price = { model: 'FLAT', unitAmount: '1000', included: '5', measure: 'level' } as const
  const year = { ...only(price), subscription: subscriptionFrom({ interval: 'YEAR' }) }
  const [line] = billed({ ...year, usage: usageOf('7'), billThrough: at('2027-01-01') })
  expect(line?.explanation.steps).toEqual([
    { kind: 'USAGE', quantity: '7', included: '5' },
    { kind: 'TIER', quantity: '2', unitAmount: '1000', flatAmount: '0', amount: '2000' },
    { kind: 'MONTHS', months: '12', amount: '24000' },
  ])
  const part = only(price, { from: at('2026-01-16') })
  const [cut] = billed({ ...part, usage: usageOf('8'), billThrough: at('2026-02-01') })
  expect(cut?.explanation.steps.at(-1)).toEqual({
    kind: 'LEVEL_SHARE',
    used: '1382400',
    whole: '2678400',
    amount: '1548',
  })
})

test('an allowance that is cut tells how: 310 × 16 of 31 days', () => {
  const input = only({ model: 'FLAT', unitAmount: '10', included: '310' }, { from: at('2026-01-16') })
  const [line] = billed({ ...input, usage: usageOf('200'), billThrough: at('2026-02-01') })
  expect(line?.explanation.steps[0]).toEqual({
    kind: 'USAGE',
    quantity: '200',
    included: '160',
    allowance: { perMonth: '310', used: '1382400', whole: '2678400' },
  })
})

test('groups are told, the largest first and few', () => {
  const groups = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key, n) => ({ key, quantity: String(n) }))
  const usage = [{ segmentId: 'seg_sms', cycleIndex: 0, quantity: '121', groups }]
  const [line] = billed({ usage, billThrough: at('2026-02-01') }).filter(({ segmentId }) => segmentId === 'seg_sms')
  expect(line?.explanation.steps[1]).toEqual({
    kind: 'GROUPS',
    groups: ['g', 'f', 'e', 'd', 'c'].map((key, n) => ({ key, quantity: String(6 - n) })),
    others: '1',
  })
})

test('a trial and a pause cost nothing; what is used in the cut cycles around them is billed', () => {
  const phases = [
    { kind: 'TRIAL' as const, from: at('2026-01-01') },
    { kind: 'BILLED' as const, from: at('2026-01-11') },
    { kind: 'PAUSED' as const, from: at('2026-01-21') },
    { kind: 'BILLED' as const, from: at('2026-03-01') },
  ]
  const segments = [messages({ metered: { model: 'FLAT', unitAmount: '8' } })]
  const usage = [0, 1, 2, 3].map((cycleIndex) => ({ segmentId: 'seg_sms', cycleIndex, quantity: '100' }))
  const lines = billed({ subscription: subscriptionFrom({ phases }), segments, usage, billThrough: at('2026-04-01') })
  expect(told(lines)).toEqual([
    ['Text messages', 1, 800n],
    ['Text messages', 3, 800n],
  ])
})

test('a running cycle keeps what was included when it began', () => {
  const metered = { formerly: [{ until: at('2026-01-15'), included: '100' }], included: '10' }
  const input = only({ model: 'FLAT', unitAmount: '1', ...metered })
  const usage = [...usageOf('150', 0), ...usageOf('150', 1)]
  expect(told(billed({ ...input, usage, billThrough: at('2026-03-01') }))).toEqual([
    ['Text messages', 0, 50n],
    ['Text messages', 1, 140n],
  ])
})

describe('ahead of the end', () => {
  test('an amount that is reached is billed at once, the renewal bills the rest, and late use is told as such', () => {
    const input = only({ model: 'FLAT', unitAmount: '8', included: '50', minimumAmount: 100n })
    const early = billed({ ...input, usage: usageOf('120'), billThrough: at('2026-01-10'), billRunningUsage: true })
    expect(told(early)).toEqual([['Text messages', 0, 560n]])
    expect(early[0]).toMatchObject({ from: at('2026-01-01'), to: at('2026-01-10') })
    expect(early[0]?.explanation.steps[0]).toEqual({ kind: 'USAGE_SO_FAR', until: '2026-01-10T00:00:00.000Z' })

    const issued = issue(early)
    // A change in between leaves it alone: the cycle still runs.
    expect(billed({ ...input, usage: usageOf('130'), billThrough: at('2026-01-15') }, issued)).toEqual([])
    const rest = billed({ ...input, usage: usageOf('150'), billThrough: at('2026-02-01') }, issued)
    expect(told(rest)).toEqual([['Text messages', 0, 240n]])
    expect(rest[0]).toMatchObject({ from: at('2026-01-10'), to: at('2026-02-01') })
    expect(rest[0]?.explanation.steps.map(({ kind }) => kind)).toEqual(['USAGE', 'TIER', 'ALREADY_BILLED'])

    const late = billed({ ...input, usage: usageOf('151'), billThrough: at('2026-02-04') }, issue([...early, ...rest]))
    expect(told(late)).toEqual([['Text messages', 0, 8n]])
    expect(late[0]?.explanation.steps[0]).toEqual({ kind: 'LATE_USAGE' })
  })

  test('no minimum is charged, and a level only for the time that has passed', () => {
    const least = only({ model: 'FLAT', unitAmount: '8', included: '50', minimumAmount: 100n })
    const at10 = { billThrough: at('2026-01-11'), billRunningUsage: true }
    expect(billed({ ...least, usage: usageOf('10'), ...at10 })).toEqual([])
    // 3 × 10.00 for 10 of 31 days.
    const level = only({ model: 'FLAT', unitAmount: '1000', included: '5', measure: 'level' })
    expect(told(billed({ ...level, usage: usageOf('8'), ...at10 }))).toEqual([['Text messages', 0, 968n]])
  })
})

test('a closed cycle is looked at again for its use only', () => {
  const first = issue(billed({ billThrough: at('2026-02-01'), usage: usageOf('60') }))
  const short = first.map((line) => (line.segmentId === 'seg_1' ? { ...line, amount: 1n } : line))
  const input = { billThrough: at('2026-03-01'), billSince: at('2026-03-01'), usage: usageOf('70') }
  expect(told(billed({ ...input, usageSince: at('2026-01-25') }, short))).toEqual([
    ['Text messages', 0, 80n],
    ['Starter', 2, 2900n],
  ])
  // Beyond the window, and without any facts, it stays as it was billed.
  expect(told(billed({ ...input, usageSince: at('2026-02-01') }, short))).toEqual([['Starter', 2, 2900n]])
  const { usage: _, ...without } = input
  expect(told(billed({ ...without, usageSince: at('2026-01-25') }, short))).toEqual([['Starter', 2, 2900n]])
})
