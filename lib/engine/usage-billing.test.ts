import { expect, test } from 'vitest'
import { bill, type BillInput, type IssuedLine } from './billing'
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

test('each segment of a meter is priced by itself, and the end of the subscription bills what was used', () => {
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
    ['seg_sms', 80n, at('2026-01-01'), at('2026-01-16')],
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
