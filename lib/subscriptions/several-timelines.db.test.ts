import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { runs } from '@/lib/engine/testing/runs'
import { createCustomer } from '@/lib/customers/create-customer'
import { systemActor } from '@/lib/audit/actor'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { checkInvariants } from '@/lib/invariants/check-invariants'
import { cancelNow } from '@/lib/payments/cancel-now'
import { db, inTransaction } from '@/lib/platform/db/client'
import { BillingError } from '@/lib/platform/errors'
import { beginSubscription } from './begin-subscription'
import { DEFAULT_POLICY, updateBillingPolicy } from './billing-policy'
import { changePlan } from './change-plan'
import { computeBilling } from './compute-billing'
import { pauseSubscription } from './pause-subscription'
import { subscriptionsPaymentFailed } from './react-to-payment'
import { getSubscription } from './read-subscriptions'
import { renewDue } from './renew-due'
import { resumeSubscription } from './resume-subscription'
import { wakeDue } from './wake-due'

// Random lives of customers with one to three subscriptions, through the real use-cases and by workers side by side.

const HOUR = 3_600_000
const EPOCH = new Date('2025-01-01T00:00:00Z')
const actor = systemActor('Test')
vi.setConfig({ testTimeout: runs(90_000).numRuns })

const prices = new Map<string, string>()
beforeAll(async () => {
  await seedCatalog(EPOCH)
  for (const { id, interval, plan } of await db.price.findMany({ include: { plan: true } }))
    prices.set(`${plan.code} ${interval}`, id)
})

const plan = fc.constantFrom('starter', 'professional', 'enterprise')
const interval = fc.constantFrom('MONTH' as const, 'MONTH' as const, 'MONTH' as const, 'YEAR' as const)
const another = fc.record({
  plan,
  interval,
  aligned: fc.constantFrom(true, true, false),
  /** With a trial, at once, or when the first one renews. */
  begins: fc.constantFrom('now' as const, 'now' as const, 'trial' as const, 'at renewal' as const),
})
const step = fc.record({
  afterHours: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 24 * 70 })),
  /** Which of the subscriptions. */
  which: fc.integer({ min: 0, max: 2 }),
  plan,
  interval,
  do: fc.constantFrom('change', 'change', 'pause', 'pause until renewal', 'resume', 'resume', 'change', 'end'),
})
const life = fc.record({
  startsAt: fc.constantFrom('2024-01-31T10:00:00Z', '2024-03-30T23:00:00Z', '2024-10-26T12:00:00Z'),
  timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'UTC'),
  upgradeMode: fc.constantFrom('PRORATE' as const, 'NEXT_PERIOD' as const),
  others: fc.array(another, { minLength: 1, maxLength: 2 }),
  steps: fc.array(step, { minLength: 2, maxLength: 6 }),
})

test('each is billed as the engine says of it alone, and what falls on one instant is on one invoice', async () => {
  let count = 0
  let together = 0
  await fc.assert(
    fc.asyncProperty(life, async ({ startsAt, timeZone, upgradeMode, others, steps }) => {
      const policy = { ...DEFAULT_POLICY, upgradeMode, trialEndAction: 'CREATE_INVOICE' as const }
      await updateBillingPolicy({ policy, actor, now: EPOCH })
      count += 1
      const { id: customerId } = await createCustomer(db, {
        customer: { name: `Life ${count}`, email: 'a@b.example' },
        actor,
        now: EPOCH,
      })
      await db.customer.update({ where: { id: customerId }, data: { country: 'CH', timeZone } })
      let now = new Date(startsAt)
      // Minutes that no other step has: what falls together does so because it was to.
      const pass = async (hours: number) => {
        now = new Date(now.getTime() + hours * HOUR + 7 * 60_000)
        await Promise.all([wakeDue({ now }), renewDue({ now }), renewDue({ now }), wakeDue({ now })])
        await wakeDue({ now })
        await renewDue({ now })
      }
      const begin = { customerId, priceId: prices.get('starter MONTH')!, actor, now }
      const { subscriptionId: first } = await beginSubscription(begin)
      const ids = [first]
      for (const each of others) {
        await pass(130)
        const { currentPeriodEnd } = await getSubscription(first)
        const { subscriptionId } = await beginSubscription({
          customerId,
          priceId: prices.get(`${each.plan} ${each.interval}`)!,
          additional: true,
          alignWith: each.aligned ? first : undefined,
          trialDays: each.begins === 'trial' ? 9 : 0,
          startsAt: each.begins === 'at renewal' ? currentPeriodEnd : undefined,
          actor,
          now,
        })
        ids.push(subscriptionId)
      }
      for (const each of steps) {
        await pass(each.afterHours)
        const subscriptionId = ids[each.which % ids.length]!
        await take({ customerId, subscriptionId, ids, now, ...each }).catch((error: unknown) => {
          // A refusal is an answer of ours; the engine's word on facts that contradict each other is a mistake.
          if (!(error instanceof BillingError)) throw error
        })
      }
      await pass(800)
      for (const id of ids) {
        // A yearly one's difference may still wait for its renewal.
        if ((await getSubscription(id)).settlesSince) continue
        expect(await billedPlaces(id), id).toEqual(await expectedPlaces(id, now))
      }
      together += await assertOneInvoicePerInstant(customerId)
      const broken = (await checkInvariants({ now })).filter(({ breaches }) => breaches.length > 0)
      expect(broken.map(({ code, breaches }) => [code, breaches[0]])).toEqual([])
      await assertFailureConcernsItsOwn({ customerId, now })
    }),
    { ...runs(15), seed: 20261122, endOnFailure: true },
  )
  // There was something to compare.
  expect(together).toBeGreaterThan(count)
})

interface Taken {
  customerId: string
  subscriptionId: string
  ids: string[]
  now: Date
  plan: string
  interval: 'MONTH' | 'YEAR'
  do: string
}

async function take({ customerId, subscriptionId, ids, now, plan, interval, do: what }: Taken): Promise<unknown> {
  const base = { customerId, subscriptionId, actor, now }
  switch (what) {
    case 'change':
      return changePlan({ ...base, priceId: prices.get(`${plan} ${interval}`)! })
    case 'pause':
      return pauseSubscription({ ...base, resumesAt: null })
    case 'pause until renewal': {
      const other = await getSubscription(ids.find((id) => id !== subscriptionId) ?? subscriptionId)
      return pauseSubscription({ ...base, resumesAt: other.currentPeriodEnd })
    }
    case 'resume':
      return resumeSubscription(base)
    default:
      return cancelNow({ ...base, credit: 'balance' })
  }
}

/** Of all periods of a customer that begin at one instant; returns how many invoices bill several subscriptions. */
async function assertOneInvoicePerInstant(customerId: string): Promise<number> {
  const rows = await db.$queryRaw<{ startsAt: Date; invoices: bigint; subscriptions: bigint }[]>`
    SELECT c.starts_at AS "startsAt", count(DISTINCT c.invoice_id) AS invoices, count(DISTINCT c.subscription_id) AS subscriptions
    FROM billing_cycle c JOIN subscription s ON s.id = c.subscription_id
    WHERE s.customer_id = ${customerId} AND c.invoice_id IS NOT NULL GROUP BY c.starts_at`
  expect(rows.filter(({ invoices }) => invoices > 1n)).toEqual([])
  // An invoice is of one subscription if all of its lines are, else of none.
  const invoices = await db.invoice.findMany({ where: { customerId }, include: { lines: true } })
  for (const { subscriptionId, lines } of invoices) {
    const billed = new Set(lines.map((line) => line.subscriptionId))
    expect(subscriptionId).toBe(billed.size === 1 ? lines[0]!.subscriptionId : null)
  }
  return rows.filter(({ subscriptions }) => subscriptions > 1n).length
}

/** An attempt on the newest open invoice fails: what it bills is past due, and nothing else changes. */
async function assertFailureConcernsItsOwn({ customerId, now }: { customerId: string; now: Date }): Promise<void> {
  const invoice = await db.invoice.findFirst({
    where: { customerId, status: 'OPEN' },
    orderBy: { number: 'desc' },
    include: { lines: true },
  })
  if (!invoice) return
  const statuses = async () =>
    new Map(
      (await db.subscription.findMany({ where: { customerId }, orderBy: { id: 'asc' } })).map((row) => [
        row.id,
        row.status,
      ]),
    )
  const before = await statuses()
  await inTransaction((tx) => subscriptionsPaymentFailed(tx, { invoice, retryAt: null, now }))
  const billed = new Set(invoice.lines.map(({ subscriptionId }) => subscriptionId))
  const expected = [...before].map(([id, status]) => [id, billed.has(id) && status === 'ACTIVE' ? 'PAST_DUE' : status])
  expect([...(await statuses())]).toEqual(expected)
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
