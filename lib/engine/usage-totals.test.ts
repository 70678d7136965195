import { describe, expect, test } from 'vitest'
import { toDecimalString } from './rational'
import { usageTotal, type Aggregation, type MeteredEvent } from './usage-totals'

// June 2026 has 30 days of 720 hours.
const JUNE = { from: new Date('2026-06-01T00:00:00Z'), to: new Date('2026-07-01T00:00:00Z') }

const event = (id: string, time: string, quantity: string, more: Partial<MeteredEvent> = {}): MeteredEvent => ({
  source: 's',
  id,
  kind: 'USAGE',
  supersedesId: null,
  time: new Date(time),
  receivedAt: new Date('2026-06-30T00:00:00Z'),
  quantity,
  groupKey: '',
  uniqueValue: null,
  ...more,
})

function total(aggregation: Aggregation, events: MeteredEvent[], more: { carries?: boolean; periodMs?: number } = {}) {
  const { quantity, groups } = usageTotal({ events, aggregation, ...JUNE, ...more })
  const byGroup = Object.fromEntries([...groups].map(([key, value]) => [key, toDecimalString(value)]))
  return { quantity: toDecimalString(quantity), groups: byGroup }
}

const levels = [
  event('a', '2026-05-20T00:00:00Z', '40'),
  event('b', '2026-06-01T00:00:00Z', '10'),
  event('c', '2026-06-16T00:00:00Z', '30'),
  event('d', '2026-07-01T00:00:00Z', '99'),
]

describe('worked by hand, over June', () => {
  test.each<[Aggregation, string]>([
    ['SUM', '40'], // 10 + 30: the window is half-open
    ['COUNT', '2'],
    ['LAST', '30'],
    ['MAX', '30'],
    ['TIME_WEIGHTED', '20'], // (10 × 15 days + 30 × 15 days) ÷ 30 days
  ])('%s', (aggregation, quantity) => {
    expect(total(aggregation, levels).quantity).toBe(quantity)
  })

  test('a level that carries on begins with what it stood at', () => {
    const late = [event('a', '2026-05-20T00:00:00Z', '40'), event('c', '2026-06-16T00:00:00Z', '30')]
    expect(total('MAX', late).quantity).toBe('30')
    expect(total('MAX', late, { carries: true }).quantity).toBe('40')
    expect(total('LAST', late.slice(0, 1)).quantity).toBe('0')
    expect(total('LAST', late.slice(0, 1), { carries: true }).quantity).toBe('40')
    expect(total('TIME_WEIGHTED', late).quantity).toBe('15') // nothing × 15 + 30 × 15
    expect(total('TIME_WEIGHTED', late, { carries: true }).quantity).toBe('35') // 40 × 15 + 30 × 15
  })

  test('a part of a period counts for its share of it', () => {
    const july = 31 * 86_400_000
    const level = [event('a', '2026-06-16T12:00:00Z', '31')]
    // 14.5 of 31 days at 31
    expect(total('TIME_WEIGHTED', level, { periodMs: july }).quantity).toBe('14.5')
  })

  test('groups add up; a value seen in two of them is one', () => {
    const grouped = [
      event('a', '2026-06-03T00:00:00Z', '5', { groupKey: 'b1', uniqueValue: 'u1' }),
      event('b', '2026-06-04T00:00:00Z', '7', { groupKey: 'b2', uniqueValue: 'u1' }),
      event('c', '2026-06-05T00:00:00Z', '1', { groupKey: 'b2', uniqueValue: 'u2' }),
    ]
    expect(total('SUM', grouped)).toEqual({ quantity: '13', groups: { b1: '5', b2: '8' } })
    expect(total('LAST', grouped)).toEqual({ quantity: '6', groups: { b1: '5', b2: '1' } })
    expect(total('MAX', grouped)).toEqual({ quantity: '12', groups: { b1: '5', b2: '7' } })
    expect(total('UNIQUE', grouped)).toEqual({ quantity: '2', groups: { b1: '1', b2: '2' } })
  })

  test('what is reversed does not count, what is corrected counts as it should have', () => {
    const time = '2026-06-10T00:00:00Z'
    const taken = [
      event('a', time, '5'),
      event('b', time, '7'),
      event('r', time, '0', { kind: 'REVERSAL', supersedesId: 'a' }),
      event('c', time, '4.25', { kind: 'CORRECTION', supersedesId: 'b' }),
    ]
    expect(total('SUM', taken).quantity).toBe('4.25')
    const more = [...taken, event('c2', time, '4', { kind: 'CORRECTION', supersedesId: 'c' })]
    expect(total('SUM', more).quantity).toBe('4')
    // Another source's event of the same id is another event.
    expect(total('SUM', [...taken, event('b', time, '1', { source: 't' })]).quantity).toBe('5.25')
  })

  test('of one instant the one that came last is the level', () => {
    const time = '2026-06-10T00:00:00Z'
    const came = (id: string, quantity: string, receivedAt: string) =>
      event(id, time, quantity, { receivedAt: new Date(receivedAt) })
    expect(total('LAST', [came('b', '1', '2026-06-11'), came('a', '2', '2026-06-12')]).quantity).toBe('2')
    expect(total('LAST', [came('b', '1', '2026-06-12'), came('a', '2', '2026-06-12')]).quantity).toBe('1')
  })

  test('nothing is nothing', () => {
    expect(total('TIME_WEIGHTED', [], { carries: true })).toEqual({ quantity: '0', groups: {} })
    expect(() => usageTotal({ events: [], aggregation: 'SUM', from: JUNE.to, to: JUNE.from })).toThrow('A window ends')
  })
})
