import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { runs } from '@/lib/engine/testing/runs'
import { createCustomer } from '@/lib/customers/create-customer'
import { systemActor } from '@/lib/audit/actor'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { checkInvariants } from '@/lib/invariants/check-invariants'
import { db } from '@/lib/platform/db/client'
import { BillingError } from '@/lib/platform/errors'
import { cancelNow } from '@/lib/payments/cancel-now'
import { beginSubscription } from './begin-subscription'
import { DEFAULT_POLICY, updateBillingPolicy } from './billing-policy'
import { changeAddOn } from './change-add-on'
import { changePlan } from './change-plan'
import { computeBilling } from './compute-billing'
import { pauseSubscription } from './pause-subscription'
import { getSubscription } from './read-subscriptions'
import { renewDue } from './renew-due'
import { resumeSubscription } from './resume-subscription'
import { wakeDue } from './wake-due'

// Random timelines through the real use-cases: what was billed, place by place, is what the pure engine says should be.

const HOUR = 3_600_000
const EPOCH = new Date('2025-01-01T00:00:00Z')
const actor = systemActor('Test')
vi.setConfig({ testTimeout: runs(60_000).numRuns })

const prices = new Map<string, string>()
beforeAll(async () => {
  await seedCatalog(EPOCH)
  await db.plan.updateMany({ data: { maxQuantity: 4 } })
  for (const interval of ['MONTH', 'YEAR'] as const)
    await db.plan.upsert({
      where: { code: 'pack' },
      create: {
        id: 'plan_pack',
        code: 'pack',
        name: 'Pack',
        description: '',
        rank: 9,
        kind: 'ADD_ON',
        maxQuantity: 9,
        prices: {
          create: { id: `price_pack_${interval}`, interval, currency: 'EUR', unitAmount: 1500n, createdAt: EPOCH },
        },
      },
      update: {
        prices: {
          create: { id: `price_pack_${interval}`, interval, currency: 'EUR', unitAmount: 15000n, createdAt: EPOCH },
        },
      },
    })
  for (const { id, interval, plan } of await db.price.findMany({ include: { plan: true } }))
    prices.set(`${plan.code} ${interval}`, id)
})

const step = fc.record({
  // Same-day changes, and gaps over month ends, the leap day and both changes of the clock.
  afterHours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 24 * 40 })),
  plan: fc.constantFrom('starter', 'professional', 'enterprise'),
  interval: fc.constantFrom('MONTH' as const, 'MONTH' as const, 'MONTH' as const, 'YEAR' as const),
  quantity: fc.integer({ min: 1, max: 4 }),
  do: fc.constantFrom(
    'change',
    'change',
    'change now',
    'add-on',
    'add-on now',
    'pause',
    'pause until',
    'resume',
    'end',
  ),
})
const life = fc.record({
  startsAt: fc.constantFrom(
    '2024-01-31T10:00:00Z',
    '2024-02-29T00:30:00Z',
    '2024-03-30T23:00:00Z',
    '2024-10-26T12:00:00Z',
  ),
  timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'UTC'),
  granularity: fc.constantFrom('SECOND' as const, 'DAY' as const),
  upgradeMode: fc.constantFrom('PRORATE' as const, 'NEXT_PERIOD' as const, 'FULL_RESTART' as const, 'NONE' as const),
  trialDays: fc.constantFrom(0, 0, 9),
  steps: fc.array(step, { minLength: 2, maxLength: 7 }),
})

test('random timelines are billed as the engine says', async () => {
  let count = 0
  const answers = new Map<string, number>()
  const answered = (code: string) => answers.set(code, (answers.get(code) ?? 0) + 1)
  await fc.assert(
    fc.asyncProperty(life, async ({ startsAt, timeZone, granularity, upgradeMode, trialDays, steps }) => {
      const policy = { ...DEFAULT_POLICY, granularity, upgradeMode, trialEndAction: 'CREATE_INVOICE' as const }
      await updateBillingPolicy({ policy, actor, now: EPOCH })
      count += 1
      const name = `Life ${count}`
      const { id: customerId } = await createCustomer(db, {
        customer: { name, email: 'a@b.example' },
        actor,
        now: EPOCH,
      })
      await db.customer.update({ where: { id: customerId }, data: { country: 'CH', timeZone } })
      let now = new Date(startsAt)
      const begin = { customerId, priceId: prices.get('starter MONTH')!, trialDays, actor, now }
      const { subscriptionId } = await beginSubscription(begin)
      for (const each of steps) {
        now = new Date(now.getTime() + each.afterHours * HOUR)
        await wakeDue({ now })
        await renewDue({ now })
        const refusal = await take({ customerId, subscriptionId, now, ...each }).then(
          () => null,
          (error: unknown) => {
            // A refusal is an answer of ours; the engine's word on facts that contradict each other is a mistake.
            if (!(error instanceof BillingError)) throw error
            return error.code
          },
        )
        answered(refusal ?? 'done')
      }
      now = new Date(now.getTime() + 800 * HOUR)
      await wakeDue({ now })
      await renewDue({ now })
      expect(await billedPlaces(subscriptionId)).toEqual(await expectedPlaces(subscriptionId, now))
      const broken = (await checkInvariants({ now })).filter(({ breaches }) => breaches.length > 0)
      expect(broken.map(({ code, breaches }) => [code, breaches[0]])).toEqual([])
    }),
    { ...runs(20), seed: 20261122, endOnFailure: true },
  )
  // Most of what was asked for was done, so that there was something to compare.
  const asked = [...answers.values()].reduce((a, b) => a + b, 0)
  expect(answers.get('done') ?? 0, JSON.stringify([...answers])).toBeGreaterThan(asked / 3)
})

interface Taken {
  customerId: string
  subscriptionId: string
  now: Date
  plan: string
  interval: 'MONTH' | 'YEAR'
  quantity: number
  do: string
}

async function take({ customerId, subscriptionId, now, plan, interval, quantity, do: what }: Taken): Promise<unknown> {
  const base = { customerId, subscriptionId, actor, now }
  const atOnce = what.endsWith(' now') ? { timing: 'now' as const } : {}
  switch (what) {
    case 'change':
    case 'change now':
      return changePlan({ ...base, ...atOnce, priceId: prices.get(`${plan} ${interval}`)!, quantity })
    case 'add-on':
    case 'add-on now':
      return changeAddOn({ ...base, ...atOnce, priceId: prices.get(`pack ${interval}`)!, quantity: quantity - 1 })
    case 'pause':
      return pauseSubscription({ ...base, resumesAt: null })
    case 'pause until':
      return pauseSubscription({ ...base, resumesAt: new Date(now.getTime() + 200 * HOUR) })
    case 'resume':
      return resumeSubscription(base)
    default:
      return cancelNow({ ...base, credit: 'balance' })
  }
}

/** What documents carry, per segment and cycle; nothing where it comes to nothing. */
async function billedPlaces(subscriptionId: string): Promise<Map<string, bigint>> {
  const lines = await db.invoiceLine.findMany({ where: { subscriptionId, released: false } })
  const credits = await db.contractCredit.findMany({ where: { subscriptionId } })
  return sums([...lines, ...credits].map((row) => [`${row.cycleIndex} ${row.segmentId}`, row.pricedAmount]))
}

/** What the engine says of the contract alone, from its first day on. */
async function expectedPlaces(subscriptionId: string, now: Date): Promise<Map<string, bigint>> {
  const contract = await getSubscription(subscriptionId)
  const { lines } = computeBilling({ contract, issued: [], billThrough: now })
  return sums(lines.map(({ cycleIndex, segmentId, amount }) => [`${cycleIndex} ${segmentId}`, amount]))
}

function sums(entries: [string, bigint][]): Map<string, bigint> {
  const places = new Map<string, bigint>()
  for (const [place, amount] of entries) places.set(place, (places.get(place) ?? 0n) + amount)
  return new Map([...places].filter(([, amount]) => amount !== 0n).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
