import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishOveragePrice } from '@/lib/catalog/publish-overage-price'
import { saveMeter } from '@/lib/catalog/save-meter'
import { meterSchema, overagePriceSchema } from '@/lib/catalog/schemas'
import { setAllowance } from '@/lib/catalog/set-allowance'
import { getInvoicingPolicy, updateInvoicingPolicy } from '@/lib/invoices/invoicing-policy'
import { db } from '@/lib/platform/db/client'
import { verifyUsage } from '@/lib/subscriptions/verify-usage'
import { ingestUsage } from '@/lib/usage/ingest-usage'
import { rebuildTotals } from '@/lib/usage/rebuild-totals'
import { closeJobs } from './run-jobs'
import { ACTOR, brokenInvariants, createWorld, standAt, START, subscribedCustomer, travelTo } from './testing/world'

const AGGREGATIONS = ['SUM', 'COUNT', 'UNIQUE', 'MAX', 'LAST', 'TIME_WEIGHTED'] as const
const RESETS = ['PER_CYCLE', 'NEVER'] as const
const codeOf = (aggregation: string, reset: string) => `${aggregation}_${reset}`.toLowerCase()

/** Professional includes three of each kind of meter, and a unit beyond costs 1.00. */
beforeAll(async () => {
  await createWorld()
  const { id: planId } = await db.plan.findUniqueOrThrow({ where: { code: 'professional' } })
  const about = { actor: ACTOR, now: new Date('2026-01-02T00:00:00Z') }
  for (const aggregation of AGGREGATIONS)
    for (const reset of RESETS) {
      const meterCode = codeOf(aggregation, reset)
      const names = { code: meterCode, name: meterCode, unit: 'unit', eventName: meterCode, groupByProperty: 'group' }
      await saveMeter({ meter: meterSchema.parse({ ...names, aggregation, reset }), isNew: true, ...about })
      await setAllowance({ allowance: { planId, meterCode, included: 3n, hard: false }, ...about })
      const model = { model: 'FLAT', unitAmount: '100' }
      await publishOveragePrice({ price: overagePriceSchema.parse({ planId, meterCode, model }), ...about })
    }
})
afterAll(closeJobs)

const HOUR = 3_600_000
const report = fc.record({
  /** Hours after START. */
  heardAt: fc.integer({ min: 1, max: 70 * 24 }),
  hoursLate: fc.integer({ min: 0, max: 6 * 24 }),
  kind: fc.constantFrom('use', 'use', 'use', 'reverses', 'corrects'),
  quantity: fc.integer({ min: 0, max: 12 }),
  group: fc.constantFrom('', 'a', 'b'),
  /** Of those before, the one that it is about. */
  about: fc.nat(20),
})

let sent = 0

test.each([0, 48])(
  'late, reversed and corrected use of every kind is billed once, by what it came to, with %s hours of grace',
  async (graceHours) => {
    const meter = fc.tuple(fc.constantFrom(...AGGREGATIONS), fc.constantFrom(...RESETS))
    const reports = fc.uniqueArray(report, { minLength: 3, maxLength: 12, selector: ({ heardAt }) => heardAt })
    await fc.assert(
      fc.asyncProperty(meter, reports, async ([aggregation, reset], life) => {
        await standAt(START)
        const policy = { ...(await getInvoicingPolicy()), graceHours }
        await updateInvoicingPolicy({ policy, actor: ACTOR, now: START })
        const { customerId, subscriptionId } = await subscribedCustomer()
        const counted: string[] = []
        for (const { heardAt, hoursLate, kind, ...data } of life.toSorted((a, b) => a.heardAt - b.heardAt)) {
          const now = new Date(START.getTime() + heardAt * HOUR)
          await travelTo(now.toISOString())
          const id = `late ${(sent += 1)}`
          const event = { id, source: 'test', type: codeOf(aggregation, reset), subject: customerId, data }
          const other = counted[data.about % Math.max(1, counted.length)]
          if (kind !== 'use' && !other) continue
          const time = new Date(Math.max(START.getTime(), now.getTime() - hoursLate * HOUR)).toISOString()
          const events = [{ ...event, ...(kind === 'use' ? { time } : { [kind]: other }) }]
          const [result] = await ingestUsage({ events, caller: { customerId: null }, now })
          if (result?.status === 'accepted' && kind !== 'reverses') counted.push(id)
        }
        const end = new Date('2026-05-10T09:00:00Z')
        await travelTo(end.toISOString())
        const wrong = await verifyUsage({ now: end })
        expect(wrong.filter(({ subject }) => subject === subscriptionId)).toEqual([])
        expect(await rebuildTotals({ customerId, repair: false })).toEqual([])
        expect(await brokenInvariants(end)).toEqual([])
      }),
      { numRuns: 5, endOnFailure: true },
    )
  },
)
