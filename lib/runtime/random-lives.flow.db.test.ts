import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { EngineError } from '@/lib/engine/errors'
import { updateBillingDetails } from '@/lib/customers/update-billing-details'
import { BillingError } from '@/lib/platform/errors'
import { db } from '@/lib/platform/db/client'
import { log } from '@/lib/platform/log'
import { closeJobs } from './run-jobs'
import { Chance, takeStep, type Walk } from './testing/random-walk'
import {
  ACTOR,
  addMethod,
  BERLIN,
  brokenInvariants,
  clearFaults,
  createWorld,
  listAtStripe,
  newCustomer,
  START,
  standAt,
  travelTo,
  work,
} from './testing/world'

// Whatever customers, staff, banks and the processor do, in any order and for months: what must always hold does, after
// every step. In the suite it is the same walk each time, so that a failure is of the change at hand; for new ones see CONTRIBUTING.md.

const seconds = Number(process.env.LIFE_SECONDS ?? 15)
const seed = Number(process.env.LIFE_SEED ?? 45)

vi.setConfig({ testTimeout: (seconds + 60) * 1000 })

beforeAll(createWorld)
afterAll(closeJobs)

test('long random lives keep every invariant at every instant', async () => {
  const chance = new Chance(seed)
  // Many at once, and VAT inside.
  await db.plan.updateMany({ data: { maxQuantity: 9 } })
  await db.price.updateMany({ where: { plan: { code: 'starter' } }, data: { taxBehavior: 'INCLUSIVE' } })
  const customers = [await newCustomer('Ahorn GmbH'), await newCustomer('Birke KG')]
  for (const customerId of customers) {
    await updateBillingDetails({ customerId, details: { ...BERLIN, vatId: undefined }, actor: ACTOR, now: START })
    await addMethod(customerId, '4242424242424242', START)
  }
  const walk: Walk = { customers, chance, now: START }
  const past: string[] = []
  const told = (broken: unknown) => ({ seed, steps: past.length, last: past.slice(-15), broken })
  // What is only logged, since the next tick tries again, says why an invariant breaks later.
  vi.spyOn(log, 'error').mockImplementation((...said: unknown[]) => {
    const { err } = said[0] as { err?: Error }
    past.push(`  logged: ${String(said[1])} ${err?.stack ?? JSON.stringify(said[0])}`)
  })
  const until = Date.now() + seconds * 1000
  while (Date.now() < until) {
    await takeStep(walk, {
      onStep: (what) => void past.push(what),
      onRefusal: (error) => {
        past.push(`  refused: ${String(error)}`)
        if (!isRefusal(error)) throw new Error(JSON.stringify(told(String(error)), null, 2), { cause: error })
      },
    })
    const broken = [...(await brokenInvariants(walk.now)), ...(await oddities())]
    if (broken.length > 0) throw new Error(JSON.stringify(told(broken), null, 2))
  }
  await clearFaults()
  walk.now = new Date(walk.now.getTime() + 40 * 86_400_000)
  await travelTo(walk.now.toISOString())
  await standAt(walk.now)
  await work()
  expect(await brokenInvariants(walk.now)).toEqual([])
  expect(await differencesToStripe()).toEqual([])
})

/** What no invariant of the audit says, and holds in a walk all the same. */
async function oddities(): Promise<unknown[]> {
  return db.$queryRaw<object[]>`
    SELECT s.id, 'past due and owes nothing' AS what FROM subscription s WHERE s.status = 'PAST_DUE' AND NOT EXISTS (
      SELECT FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id WHERE i.status = 'OPEN' AND l.subscription_id = s.id)
    UNION ALL
    SELECT d.invoice_id, 'dunned and ' || i.status FROM dunning d JOIN invoice i ON i.id = d.invoice_id
    WHERE d.ended_at IS NULL AND i.status <> 'OPEN'`
}

/** What Stripe took and gave back is what we have booked. */
async function differencesToStripe(): Promise<unknown[]> {
  const ours = new Map<string, bigint>()
  const theirs = new Map<string, bigint>()
  const add = (map: Map<string, bigint>, key: string, amount: bigint) => map.set(key, (map.get(key) ?? 0n) + amount)
  for (const { processorRef, amount } of await db.payment.findMany({
    where: { status: 'SUCCEEDED', processor: 'STRIPE' },
  }))
    add(ours, processorRef ?? 'none', amount)
  for (const { id, amount, status } of await listAtStripe('payment_intents'))
    if (status === 'succeeded') add(theirs, id, BigInt(amount))
  for (const { processorRef, amount } of await db.refund.findMany({ where: { status: { not: 'CREATED' } } }))
    if (processorRef && !processorRef.startsWith('refused_')) add(ours, processorRef, amount)
  for (const { id, amount } of await listAtStripe('refunds')) add(theirs, id, BigInt(amount))
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((key) => ours.get(key) !== theirs.get(key))
    .map((key) => `${key}: booked ${ours.get(key)}, at Stripe ${theirs.get(key)}`)
}

/** What a use-case refuses is an answer, as is a processor that is out of reach; anything else is a mistake of ours. */
function isRefusal(error: unknown): boolean {
  if (error instanceof BillingError) return true
  if (error instanceof EngineError) return error.code !== 'issued_segment_unknown' && error.code !== 'segments_overlap'
  if (!(error instanceof Error)) return false
  return /^Processor/.test(error.name) || error.message === 'fetch failed' || /was refused: \d/.test(error.message)
}
