import { beforeAll, expect, test } from 'vitest'
import { publishOveragePrice } from '@/lib/catalog/publish-overage-price'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { setAllowance } from '@/lib/catalog/set-allowance'
import { systemActor } from '@/lib/audit/actor'
import { listProjectedOverage } from '@/lib/subscriptions/projected-overage'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { db } from '@/lib/platform/db/client'
import { ingestUsage } from '@/lib/usage/ingest-usage'
import { checkEntitlement } from './check-entitlement'
import { setSpendCap } from './limit-spending'
import { resolveCustomerEntitlements } from './resolve-customer-entitlements'
import { NOW, plantCustomer, plantSubscription, START } from './testing/plant'

const actor = systemActor('Test')
const DAY = 24 * 60 * 60 * 1000
const later = (days: number) => new Date(START.getTime() + days * DAY)
const smsOf = async (customerId: string, now = NOW) => {
  const { meters } = await resolveCustomerEntitlements({ customerId, now })
  return meters.find(({ meter }) => meter === 'sms')!
}
let sent = 0
async function send(customerId: string, quantity: number, time = NOW) {
  const { eventName } = await db.meter.findUniqueOrThrow({ where: { code: 'sms' } })
  const event = { id: `t${++sent}`, source: 'test', type: eventName, subject: customerId, time: time.toISOString() }
  const [result] = await ingestUsage({
    events: [{ ...event, data: { quantity } }],
    caller: { customerId: null },
    now: time,
  })
  expect(result?.status).toBe('accepted')
}
/** What the cycle's bill would say now. */
async function billed(subscriptionId: string, now = new Date(NOW.getTime() + 1000)) {
  const found = await listProjectedOverage({ contracts: [await getSubscription(subscriptionId)], now })
  return found.get(subscriptionId)!.find(({ meterCode }) => meterCode === 'sms')!
}

// Professional: 500 messages a month at 7.5 cents each beyond. The month is March; NOW is the 10th, noon.
let planId = ''
beforeAll(async () => {
  await seedCatalog(new Date('2026-01-01T00:00:00Z'))
  planId = (await db.plan.findUniqueOrThrow({ where: { code: 'professional' } })).id
})

async function subscriber() {
  const customerId = await plantCustomer()
  return { customerId, subscriptionId: await plantSubscription(customerId, { plan: 'professional' }) }
}

test('a changed allowance counts from the next cycle on, for the limit, the cap and the bill', async () => {
  const { customerId, subscriptionId } = await subscriber()
  await setAllowance({
    allowance: { planId, meterCode: 'sms', included: 800n, hard: false },
    actor,
    now: later(5),
  })
  await send(customerId, 620)
  // 120 beyond 500: 9.00.
  expect(await smsOf(customerId)).toMatchObject({ included: '500', used: '620', overageAmount: 900n })
  expect(await billed(subscriptionId)).toMatchObject({ included: '500', overage: 900n })

  await setSpendCap({ customerId, amount: 1000n, actor, now: NOW })
  const ask = (quantity: string, now = NOW) =>
    checkEntitlement({ customerId, question: { meter: 'sms', quantity }, now })
  // 133 × 7.5 = 9.975, rounded 9.98; 134 × 7.5 = 10.05.
  expect(await ask('13')).toMatchObject({ allowed: true, overage: { units: '13' } })
  expect(await ask('14')).toMatchObject({ allowed: false, code: 'spend_cap_reached' })

  // In April there are 800. The renewal is a moment late: it will begin on the 1st all the same.
  expect(await smsOf(customerId, later(31))).toMatchObject({ included: '800', used: '0', overageAmount: 0n })
  await db.subscription.update({
    where: { id: subscriptionId },
    data: { currentPeriodStart: later(31), currentPeriodEnd: later(61) },
  })
  expect(await billed(subscriptionId, later(40))).toMatchObject({ included: '800' })

  // Who begins after the change has what holds since.
  const fresh = await subscriber()
  await db.subscriptionItem.updateMany({ where: { subscriptionId: fresh.subscriptionId }, data: { from: later(6) } })
  expect((await smsOf(fresh.customerId)).included).toBe('800')
})

test('a price of what is beyond is the one agreed to: a change of quantity keeps it', async () => {
  const { customerId, subscriptionId } = await subscriber()
  await db.subscriptionItem.updateMany({ where: { subscriptionId }, data: { to: later(8) } })
  const first = await db.subscriptionItem.findFirstOrThrow({ where: { subscriptionId } })
  await db.subscriptionItem.create({
    data: { ...first, id: `${first.id}_2`, from: later(8), to: null, quantity: 2 },
  })
  await publishOveragePrice({
    price: {
      planId,
      meterCode: 'sms',
      currency: 'EUR',
      model: { model: 'FLAT', unitAmount: '20' },
      minimumAmount: null,
      maximumAmount: null,
    },
    actor,
    now: later(7),
  })
  await send(customerId, 2000)
  // Twice 800 since the 9th, for 23 of 31 days: 1187.0968 are included, 812.9032 × 0.075 = 60.97, not × 0.20.
  expect(await smsOf(customerId)).toMatchObject({ included: '1600', overageAmount: 6097n })
  const { explanation, overage } = await billed(subscriptionId)
  expect(overage).toBe(6097n)
  expect(JSON.stringify(explanation)).toContain('"7.5"')
  expect(JSON.stringify(explanation)).not.toContain('"20"')
})

test('the oldest subscription that has a price for what is beyond counts it, with what all include', async () => {
  const customerId = await plantCustomer()
  const older = await plantSubscription(customerId, { plan: 'starter' })
  await db.overagePrice.deleteMany({ where: { plan: { code: 'starter' }, meterCode: 'sms' } })
  await db.$executeRaw`UPDATE catalog_version SET version = version + 1`
  const newer = await plantSubscription(customerId, { plan: 'professional' })
  await db.subscription.update({ where: { id: older }, data: { createdAt: later(-40) } })
  // 50 of Starter and 500 of Professional, whose 500 were 800 only from the change on: the cycle began before it.
  await send(customerId, 600)
  expect(await smsOf(customerId)).toMatchObject({ included: '550', overageAmount: 375n })
  expect(await billed(newer)).toMatchObject({ included: '550', overage: 375n })
})
