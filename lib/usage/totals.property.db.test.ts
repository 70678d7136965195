import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { add, floor, multiply, rational, toDecimalString, type Rational } from '@/lib/engine/rational'
import { usageTotal, type MeteredEvent } from '@/lib/engine/usage-totals'
import { db } from '@/lib/platform/db/client'
import { ingestUsage } from './ingest-usage'
import { rebuildTotals } from './rebuild-totals'
import { totalsOf, type UsageTotal } from './read-totals'
import type { UsageEventInput } from './schemas'
import { forgetUsageRules } from './usage-rules'

// Random events of all aggregations, late, repeated, reversed and corrected, in random portions: the totals that were kept
// are what the rule (lib/engine/usage-totals.ts) makes of the different events, before and after they are rebuilt.

const HOUR = 3_600_000
const START = Date.parse('2026-10-29T00:00:00Z') // a month ends within
const NOW = START + 5 * 24 * HOUR

const aggregations = ['SUM', 'COUNT', 'MAX', 'LAST', 'UNIQUE', 'TIME_WEIGHTED'] as const
const meters = aggregations.flatMap((aggregation) =>
  (['PER_CYCLE', 'NEVER'] as const).map((reset) => ({ code: `${aggregation}_${reset}`, aggregation, reset })),
)

beforeAll(async () => {
  for (const { code, aggregation, reset } of meters) {
    const names = { name: code, unit: 'x', eventName: 'used', groupByProperty: 'group' }
    const valueProperty = aggregation === 'UNIQUE' ? 'who' : 'quantity'
    await db.meter.create({ data: { code, aggregation, reset, valueProperty, ...names } })
  }
  forgetUsageRules()
})

// Few instants in few hours, so that much happens within one hour and at one instant.
const instant = fc
  .tuple(fc.constantFrom(0, 1, 47, 48, 71, 72, 110), fc.constantFrom(0, 1, 900_000, 1_800_000, 3_599_999))
  .map(([hour, within]) => START + hour * HOUR + within)
const quantity = fc.constantFrom('0', '1', '2', '2.5', '10', '0.000000000001', '999999999.75')
const step = fc.record({
  what: fc.constantFrom('use', 'use', 'use', 'use', 'reverse', 'correct', 'repeat'),
  about: fc.nat(),
  at: instant,
  quantity,
  group: fc.constantFrom('', 'a', 'b'),
  who: fc.constantFrom('ann', 'ben', 'cem'),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

test('kept totals, rebuilt totals and the rule agree', async () => {
  let run = 0
  const spans = fc.array(
    fc.tuple(fc.integer({ min: -6, max: 130 }), fc.integer({ min: 0, max: 60 }), fc.nat(HOUR), fc.nat(HOUR)),
    { minLength: 1, maxLength: 3 },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 9 }),
      spans,
      async (steps, portion, windowsOf) => {
        const customerId = `cus_${++run}`
        const createdAt = new Date(START)
        await db.customer.create({ data: { id: customerId, name: 'x', email: 'a@example.com', createdAt } })
        const life = new Life(customerId)
        for (let from = 0; from < steps.length; from += portion) {
          await life.report(steps.slice(from, from + portion), new Date(NOW + from * 1000))
        }
        const windows = windowsOf.map(([hour, hours, head, tail]) => {
          const from = START + hour * HOUR + head
          return { from: new Date(from), to: new Date(from + hours * HOUR + tail) }
        })
        const asked = windows.flatMap((window) => meters.map((meter) => ({ window, meter })))
        const expected = asked.map(({ window, meter }) => byTheRule(life.counted, meter, window))
        const read = () =>
          totalsOf(
            db,
            asked.map(({ window, meter }) => ({ customerId, meterCode: meter.code, ...window })),
          )
        expect(await read()).toEqual(expected)
        expect(await rebuildTotals({ customerId })).toEqual([])
        await db.usageBucket.deleteMany({ where: { customerId } })
        await db.usageUnique.deleteMany({ where: { customerId } })
        await rebuildTotals({ customerId })
        expect(await read()).toEqual(expected)
      },
    ),
    { numRuns: 40 },
  )
})

/** A customer's events as they are sent, and those that have to count. */
class Life {
  readonly counted: MeteredEvent[] = []
  #sent: UsageEventInput[] = []

  constructor(private readonly customerId: string) {}

  async report(steps: readonly Step[], receivedAt: Date): Promise<void> {
    const events: UsageEventInput[] = []
    const expected: string[] = []
    for (const each of steps) {
      const [event, status] = this.#next(each, receivedAt)
      events.push(event)
      expected.push(status)
    }
    const results = await ingestUsage({ events, caller: { customerId: null }, now: receivedAt })
    expect(results.map(({ status, code }) => code ?? status)).toEqual(expected)
  }

  #next({ what, about, at, quantity, group, who }: Step, receivedAt: Date): [UsageEventInput, string] {
    const other = this.#sent[about % Math.max(1, this.#sent.length)]
    if (what === 'repeat' && other) {
      const wasCounted = this.counted.some(({ id }) => id === other.id)
      if (wasCounted) return [other, 'duplicate']
    }
    const id = `${this.customerId}_${this.#sent.length}`
    const data = { quantity, group, who }
    const common = { id, source: 'property', type: 'used', data }
    const counts = { source: 'property', id, receivedAt, quantity, groupKey: group, uniqueValue: who }
    if ((what !== 'reverse' && what !== 'correct') || !other) {
      const event = { ...common, subject: this.customerId, time: new Date(at).toISOString() }
      this.#sent.push(event)
      this.counted.push({ ...counts, kind: 'USAGE', supersedesId: null, time: new Date(at) })
      return [event, 'accepted']
    }
    const event = { ...common, [what === 'reverse' ? 'reverses' : 'corrects']: other.id }
    this.#sent.push(event)
    const original = this.counted.find((one) => one.id === other.id)
    if (!original || original.kind === 'REVERSAL') return [event, 'unknown_event']
    if (this.counted.some(({ supersedesId }) => supersedesId === other.id)) return [event, 'already_superseded']
    const kind = what === 'reverse' ? 'REVERSAL' : 'CORRECTION'
    this.counted.push({ ...counts, kind, supersedesId: other.id, time: original.time })
    return [event, 'accepted']
  }
}

function byTheRule(
  events: MeteredEvent[],
  { aggregation, reset }: (typeof meters)[number],
  window: { from: Date; to: Date },
): UsageTotal {
  const { quantity, groups } = usageTotal({ events, aggregation, carries: reset === 'NEVER', ...window })
  const shown = [...groups]
    .map(([key, value]) => ({ key, value: rounded(value) }))
    .filter(({ value }) => value.numerator !== 0n)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  // Groups are rounded (time-weighted levels alone need it) before they are added up.
  const together = aggregation === 'UNIQUE' ? quantity : shown.map(({ value }) => value).reduce(add, rational(0n))
  return {
    quantity: toDecimalString(together),
    groups: shown.map(({ key, value }) => ({ key, quantity: toDecimalString(value) })),
  }
}

/** To 12 places, half up, as PostgreSQL rounds what is not negative. */
function rounded(value: Rational): Rational {
  const places = 10n ** 12n
  return rational(floor(add(multiply(value, rational(places)), rational(1n, 2n))), places)
}
