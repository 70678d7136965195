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
import { ingestUsage } from '@/lib/usage/ingest-usage'
import { beginSubscription } from './begin-subscription'
import { DEFAULT_POLICY, updateBillingPolicy } from './billing-policy'
import { changePlan } from './change-plan'
import { computeBilling } from './compute-billing'
import { loadUsage } from './contract-usage'
import { findReachedUsage } from './find-reached-usage'
import { pauseSubscription } from './pause-subscription'
import { getSubscription } from './read-subscriptions'
import { renewDue } from './renew-due'
import { resumeSubscription } from './resume-subscription'
import { settleUsageDue } from './settle-usage'
import { wakeDue } from './wake-due'

// Random lives with use in them, through the real use-cases and the real totals: what was billed for each stretch of each
// cycle is what the pure engine says of the totals in the end, however late they came.

const HOUR = 3_600_000
const EPOCH = new Date('2024-01-01T00:00:00Z')
const actor = systemActor('Test')
vi.setConfig({ testTimeout: runs(90_000).numRuns })

const prices = new Map<string, string>()
beforeAll(async () => {
  await seedCatalog(EPOCH)
  await db.plan.updateMany({ data: { maxQuantity: 4 } })
  for (const { id, interval, plan } of await db.price.findMany({ include: { plan: true } }))
    prices.set(`${plan.code} ${interval}`, id)
})

const used = fc.record({
  type: fc.constantFrom('sms.sent', 'sms.sent', 'api.called', 'storage.measured'),
  quantity: fc.integer({ min: 0, max: 4000 }),
  lateHours: fc.constantFrom(0, 0, 1, 30, 150),
  building: fc.constantFrom('b1', 'b2'),
})
const step = fc.record({
  afterHours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 24 * 40 })),
  plan: fc.constantFrom('starter', 'professional', 'enterprise'),
  interval: fc.constantFrom('MONTH' as const, 'MONTH' as const, 'MONTH' as const, 'YEAR' as const),
  quantity: fc.integer({ min: 1, max: 3 }),
  uses: fc.array(used, { maxLength: 4 }),
  do: fc.constantFrom('wait', 'wait', 'change', 'change now', 'pause', 'pause until', 'resume', 'end'),
})
const life = fc.record({
  startsAt: fc.constantFrom('2024-01-31T10:00:00Z', '2024-03-30T23:00:00Z', '2024-10-26T12:00:00Z'),
  timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'UTC'),
  upgradeMode: fc.constantFrom('PRORATE' as const, 'NEXT_PERIOD' as const, 'FULL_RESTART' as const, 'NONE' as const),
  usageThreshold: fc.constantFrom(null, null, 2_000n),
  steps: fc.array(step, { minLength: 2, maxLength: 6 }),
})

test('random lives with use are billed as the engine says of their totals', async () => {
  let count = 0
  let places = 0
  await fc.assert(
    fc.asyncProperty(life, async ({ startsAt, timeZone, upgradeMode, usageThreshold, steps }) => {
      const policy = { ...DEFAULT_POLICY, upgradeMode, usageThreshold }
      await updateBillingPolicy({ policy, actor, now: EPOCH })
      count += 1
      const customer = { name: `Life ${count}`, email: 'a@b.example' }
      const { id: customerId } = await createCustomer(db, { customer, actor, now: EPOCH })
      await db.customer.update({ where: { id: customerId }, data: { country: 'CH', timeZone } })
      let now = new Date(startsAt)
      const { subscriptionId } = await beginSubscription({
        ...{ customerId, priceId: prices.get('starter MONTH')!, actor, now },
      })
      let sent = 0
      for (const { uses, ...each } of steps) {
        now = new Date(now.getTime() + each.afterHours * HOUR)
        await allDue(now)
        await refusalOf(take({ customerId, subscriptionId, now, ...each }))
        const events = uses.map(({ type, quantity, lateHours, building }) => ({
          ...{ id: `${customerId} ${(sent += 1)}`, source: 'test', type, subject: customerId },
          ...{ time: new Date(now.getTime() - lateHours * HOUR).toISOString() },
          data: { quantity, building_id: building },
        }))
        await ingestUsage({ events, caller: { customerId: null }, now })
        await allDue(now)
      }
      for (const hours of [200, 600]) {
        now = new Date(now.getTime() + hours * HOUR)
        await allDue(now)
      }
      const expected = await expectedPlaces(subscriptionId)
      places += expected.size
      expect(await billedPlaces(subscriptionId, new Set(expected.keys()))).toEqual(expected)
      const broken = (await checkInvariants({ now })).filter(({ breaches }) => breaches.length > 0)
      expect(broken.map(({ code, breaches }) => [code, breaches[0]])).toEqual([])
    }),
    { ...runs(10), seed: 20261122, endOnFailure: true },
  )
  // There was something to compare.
  expect(places).toBeGreaterThan(count / 2)
})

/** What a tick does of it; several times, as one step may make another due. */
async function allDue(now: Date): Promise<void> {
  for (let again = 0; again < 2; again += 1) {
    await renewDue({ now })
    await wakeDue({ now })
    await findReachedUsage({ now })
    await settleUsageDue({ now })
  }
}

/** A refusal is an answer of ours; the engine's word on facts that contradict each other is a mistake. */
async function refusalOf(asked: Promise<unknown>): Promise<void> {
  await asked.catch((error: unknown) => {
    if (!(error instanceof BillingError)) throw error
  })
}

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
  switch (what) {
    case 'wait':
      return undefined
    case 'change':
    case 'change now': {
      const timing = what === 'change now' ? { timing: 'now' as const } : {}
      return changePlan({ ...base, ...timing, priceId: prices.get(`${plan} ${interval}`)!, quantity })
    }
    case 'pause':
      return pauseSubscription({ ...base, resumesAt: null })
    case 'pause until':
      return pauseSubscription({ ...base, resumesAt: new Date(now.getTime() + 500 * HOUR) })
    case 'resume':
      return resumeSubscription(base)
    default:
      return cancelNow({ ...base, credit: 'balance' })
  }
}

/** What the engine says of closed cycles, of the contract and the totals alone. */
async function expectedPlaces(subscriptionId: string): Promise<Map<string, bigint>> {
  const contract = await getSubscription(subscriptionId)
  const at = contract.endedAt ?? contract.currentPeriodStart
  const { customerId } = contract
  const usage = (await loadUsage(db, [{ customerId, contract, at, since: EPOCH }])).get(subscriptionId)
  const { lines } = computeBilling({ contract, issued: [], usage, billThrough: at })
  const metered = lines.filter(({ segmentId }) => segmentId?.includes('~'))
  return new Map(metered.map(({ cycleIndex, segmentId, amount }) => [`${cycleIndex} ${segmentId}`, amount]))
}

/** What documents carry of metered use: nothing but what is expected, or belongs to the cycle that runs. */
async function billedPlaces(subscriptionId: string, expected: Set<string>): Promise<Map<string, bigint>> {
  const where = { subscriptionId, segmentId: { contains: '~' } }
  const lines = await db.invoiceLine.findMany({ where: { ...where, released: false } })
  const credits = await db.contractCredit.findMany({ where })
  const { endedAt, currentPeriodStart } = await getSubscription(subscriptionId)
  const running = await db.billingCycle.findFirst({ where: { subscriptionId, endsAt: { gt: currentPeriodStart } } })
  const sums = new Map<string, bigint>()
  for (const { cycleIndex, segmentId, pricedAmount } of [...lines, ...credits]) {
    const place = `${cycleIndex} ${segmentId}`
    if (!endedAt && cycleIndex === running?.index) continue
    sums.set(place, (sums.get(place) ?? 0n) + pricedAmount)
  }
  const kept = [...expected, ...[...sums.keys()].filter((place) => !expected.has(place) && sums.get(place) !== 0n)]
  return new Map(kept.map((place) => [place, sums.get(place) ?? 0n]))
}
