import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesOf } from './changes'
import { fromScaled, toScaled } from './quantity'
import { HOUR, type CountedEvent } from './usage-event'
import type { Meter } from './usage-rules'

const NOON = Date.UTC(2026, 10, 22, 12)
const meter = (code: string, aggregation: Meter['aggregation']): [string, Meter] => [
  code,
  { code, aggregation, valueProperty: 'quantity', groupByProperty: null, filters: [] },
]
const meters = new Map([meter('sms', 'SUM'), meter('storage_gb', 'TIME_WEIGHTED')])

const row = (meterCode: string, minute: number, quantity: string, id = `e${minute}`): CountedEvent => ({
  source: 's',
  id,
  meterCode,
  customerId: 'cus_1',
  type: 't',
  time: NOON + minute * 60_000,
  kind: 'USAGE',
  quantity,
  groupKey: '',
  uniqueValue: null,
  supersedesId: null,
  dataText: '{}',
  receivedAt: NOON + HOUR,
})

test('an hour of a level, by hand', () => {
  const counting = [row('storage_gb', 45, '20'), row('storage_gb', 15, '10.5')]
  const { levels, flows } = changesOf({ counting, takenBack: [] }, meters)
  expect(flows).toEqual([])
  expect(levels).toEqual([
    {
      customerId: 'cus_1',
      meterCode: 'storage_gb',
      hour: NOON,
      groupKey: '',
      events: 2,
      quantity: '30.5',
      highest: '20',
      last: '20',
      firstAt: NOON + 15 * 60_000,
      lastAt: NOON + 45 * 60_000,
      // 10.5 × 1,800,000 ms + 20 × 900,000 ms
      area: '36900000',
    },
  ])
})

/** Such as are added up as thousandths, and such as are not. */
const quantity = fc.oneof(
  fc.integer({ min: 0, max: 99_999_999 }).map((thousandths) => fromScaled(BigInt(thousandths) * 10n ** 9n)),
  fc.bigInt({ min: 0n, max: 10n ** 24n }).map(fromScaled),
)
const events = fc.array(fc.tuple(fc.integer({ min: 0, max: 179 }), quantity), { minLength: 1, maxLength: 30 })

test('sums, levels and areas are exact, however large or small the quantities', () => {
  fc.assert(
    fc.property(events, fc.constantFrom('sms', 'storage_gb'), (sent, code) => {
      const rows = sent.map(([minute, each], index) => row(code, minute, each, `e${index}`))
      const { flows, levels, counters } = changesOf({ counting: [...rows], takenBack: [] }, meters)
      for (const hour of new Set(rows.map(({ time }) => time - (time % HOUR)))) {
        const within = rows
          .filter(({ time }) => time >= hour && time < hour + HOUR)
          .sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
        const sum = within.reduce((total, each) => total + toScaled(each.quantity), 0n)
        const change = (code === 'sms' ? flows : levels).find((one) => one.hour === hour)!
        expect(toScaled(change.quantity)).toBe(sum)
        expect(change.events).toBe(within.length)
        if (code === 'sms') continue
        const { area, highest } = levels.find((one) => one.hour === hour)!
        const exact = within.reduce((total, each, index) => {
          const until = within[index + 1]?.time ?? hour + HOUR
          return total + toScaled(each.quantity) * BigInt(until - each.time)
        }, 0n)
        expect(toScaled(area)).toBe(exact)
        expect(within.map((each) => toScaled(each.quantity)).sort((a, b) => (a < b ? 1 : -1))[0]).toBe(
          toScaled(highest),
        )
      }
      if (code === 'sms')
        expect(toScaled(counters[0]!.quantity)).toBe(rows.reduce((total, each) => total + toScaled(each.quantity), 0n))
    }),
    { numRuns: 500 },
  )
})
