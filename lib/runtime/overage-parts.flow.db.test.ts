import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resolveCustomerEntitlements } from '@/lib/entitlements/resolve-customer-entitlements'
import { setSpendCap } from '@/lib/entitlements/limit-spending'
import { getInvoicingPolicy, updateInvoicingPolicy } from '@/lib/invoices/invoicing-policy'
import { db } from '@/lib/platform/db/client'
import { changePlan } from '@/lib/subscriptions/change-plan'
import { listProjectedOverage } from '@/lib/subscriptions/projected-overage'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { ingestUsage } from '@/lib/usage/ingest-usage'
import { closeJobs } from './run-jobs'
import { ACTOR, createWorld, priceOf, standAt, START, subscribedCustomer, travelTo } from './testing/world'

beforeAll(async () => {
  await createWorld()
  await updateInvoicingPolicy({ policy: { ...(await getInvoicingPolicy()), graceHours: 0 }, actor: ACTOR, now: START })
})
afterAll(closeJobs)

// START is 15 January 2026, 09:00Z; the cycle ends on 15 February.
const END = new Date('2026-02-15T09:00:00Z')
const MINUTES = (END.getTime() - START.getTime()) / 60_000
const TYPES = { sms: 'sms.sent', storage: 'storage.measured' } as const

const life = fc.record({
  plan: fc.constantFrom('starter', 'professional'),
  changeAt: fc.integer({ min: 60, max: MINUTES - 120 }),
  uses: fc.array(
    fc.record({
      at: fc.integer({ min: 1, max: MINUTES - 60 }),
      of: fc.constantFrom(...(Object.keys(TYPES) as (keyof typeof TYPES)[])),
      quantity: fc.integer({ min: 0, max: 900 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
})

let sent = 0
const at = (minutes: number) => new Date(START.getTime() + minutes * 60_000)

test('at the end of a cycle with a change in it the cap, the projection and the bill say the same', async () => {
  await fc.assert(
    fc.asyncProperty(life, async ({ plan, changeAt, uses }) => {
      await standAt(START)
      const { customerId, subscriptionId } = await subscribedCustomer({ plan })
      const steps = [...uses, { at: changeAt, of: null }].toSorted((a, b) => a.at - b.at)
      for (const step of steps) {
        const now = at(step.at)
        if (step.of === null) {
          await travelTo(now.toISOString())
          const priceId = await priceOf(plan === 'starter' ? 'professional' : 'starter')
          await changePlan({ customerId, subscriptionId, priceId, timing: 'now', actor: ACTOR, now })
        } else {
          const event = { id: `use ${++sent}`, source: 'test', type: TYPES[step.of], subject: customerId }
          const data = { quantity: step.quantity }
          const events = [{ ...event, time: now.toISOString(), data }]
          expect(await ingestUsage({ events, caller: { customerId: null }, now })).toMatchObject([
            { status: 'accepted' },
          ])
        }
      }
      const last = new Date(END.getTime() - 1)
      const amountsOf = async () =>
        (await resolveCustomerEntitlements({ customerId, now: last })).meters.flatMap(({ meter, overageAmount }) =>
          overageAmount > 0n ? [[meter, overageAmount] as const] : [],
        )
      const seen = await amountsOf()
      await setSpendCap({ customerId, amount: 1n, actor: ACTOR, now: last })
      expect(await amountsOf()).toEqual(seen)
      const projected = (await listProjectedOverage({ contracts: [await getSubscription(subscriptionId)], now: last }))
        .get(subscriptionId)!
        .reduce((sum, { projectedOverage }) => sum + projectedOverage, 0n)
      await travelTo('2026-02-15T10:00:00Z')
      const lines = await db.invoiceLine.findMany({ where: { invoice: { customerId }, segmentId: { contains: '~' } } })
      const billed = lines.reduce((sum, { amount }) => sum + amount, 0n)
      expect(seen.reduce((sum, [, amount]) => sum + amount, 0n)).toBe(billed)
      // A millisecond is left: what is projected may be a cent more.
      expect(projected - billed).toBeLessThanOrEqual(1n)
      expect(billed - projected).toBeLessThanOrEqual(1n)
    }),
    { numRuns: Number(process.env.RUNS ?? 12) },
  )
})
