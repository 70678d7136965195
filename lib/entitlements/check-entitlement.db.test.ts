import { beforeAll, describe, expect, test } from 'vitest'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { db } from '@/lib/platform/db/client'
import { ingestUsage } from '@/lib/usage/ingest-usage'
import { checkEntitlement } from './check-entitlement'
import { resolveCustomerEntitlements } from './resolve-customer-entitlements'
import { NOW, plantCustomer, plantSubscriber, plantSubscription, START } from './testing/plant'

beforeAll(async () => {
  await seedCatalog(new Date('2026-01-01T00:00:00Z'))
  // Plans by themselves: the test of add-ons sells one of its own.
  await db.plan.updateMany({ where: { kind: 'ADD_ON' }, data: { active: false } })
})

const ask = (customerId: string, meter: string, quantity = '1', now = NOW) =>
  checkEntitlement({ customerId, question: { meter, quantity }, now })
const askFeature = (customerId: string, feature: string) =>
  checkEntitlement({ customerId, question: { feature }, now: NOW })

let sent = 0
async function report(customerId: string, type: string, quantity: number, time = NOW) {
  const event = {
    id: `r${++sent}`,
    source: 'test',
    type,
    subject: customerId,
    time: time.toISOString(),
    data: { quantity },
  }
  const [result] = await ingestUsage({ events: [event], caller: { customerId: null }, now: NOW })
  expect(result?.status).toBe('accepted')
}
const typeOf = async (code: string) => (await db.meter.findUniqueOrThrow({ where: { code } })).eventName

describe('features', () => {
  test('yes, no, at a level, and which plan would have it', async () => {
    const customerId = await plantSubscriber()
    expect(await askFeature(customerId, 'maintenance')).toMatchObject({ allowed: true, feature: { value: 'true' } })
    expect(await askFeature(customerId, 'support')).toMatchObject({ feature: { value: 'Email, next business day' } })
    expect(await askFeature(customerId, 'sso')).toMatchObject({
      allowed: false,
      code: 'not_included',
      // Enterprise at 99.00 instead of Starter at 29.00.
      upgrade: { kind: 'plan', planCode: 'enterprise', amount: 9900n, additionalAmount: 7000n, interval: 'MONTH' },
    })
    await expect(askFeature(customerId, 'flying')).rejects.toMatchObject({ code: 'unknown_feature' })
  })

  test('no subscription, a canceled one, a stranger', async () => {
    const nobody = await plantCustomer()
    expect(await askFeature(nobody, 'sso')).toMatchObject({
      allowed: false,
      code: 'no_access',
      reason: 'NO_SUBSCRIPTION',
      upgrade: { planCode: 'enterprise', amount: 9900n },
    })
    const gone = await plantSubscriber({ status: 'CANCELED' })
    expect(await askFeature(gone, 'maintenance')).toMatchObject({ code: 'no_access', reason: 'CANCELED' })
    const disputed = await plantSubscriber({ suspendedAt: START })
    expect(await askFeature(disputed, 'maintenance')).toMatchObject({ code: 'no_access', reason: 'SUSPENDED' })
    const late = await plantSubscriber({ status: 'PAST_DUE' })
    expect(await askFeature(late, 'maintenance')).toMatchObject({ allowed: true, access: 'GRACE' })
    await expect(askFeature('cus_nobody', 'sso')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('meters', () => {
  test('a hard limit refuses, and says the cheapest plan that would do', async () => {
    const customerId = await plantSubscriber()
    await report(customerId, await typeOf('buildings'), 1)
    expect(await ask(customerId, 'buildings')).toMatchObject({
      allowed: false,
      code: 'limit_reached',
      usage: { included: '1', used: '1', remaining: '0', hard: true },
      upgrade: { planCode: 'professional', amount: 5900n, additionalAmount: 3000n },
    })
    // Professional holds 10, Enterprise any number.
    expect(await ask(customerId, 'buildings', '40')).toMatchObject({ upgrade: { planCode: 'enterprise' } })
    expect(await ask(customerId, 'buildings', '0')).toMatchObject({ allowed: true })
  })

  test('an add-on is offered where it is cheaper, in the number that is needed', async () => {
    const plan = await db.plan.create({
      data: {
        id: 'plan_pack',
        code: 'pack',
        name: 'Buildings',
        description: '',
        rank: 9,
        kind: 'ADD_ON',
        maxQuantity: 5,
      },
    })
    await db.price.create({
      data: {
        id: 'price_pack',
        planId: plan.id,
        interval: 'MONTH',
        currency: 'EUR',
        unitAmount: 900n,
        createdAt: START,
      },
    })
    await db.allowance.create({ data: { planId: plan.id, meterCode: 'buildings', included: 1n, hard: true } })
    const customerId = await plantSubscriber()
    await report(customerId, await typeOf('buildings'), 1)
    // Two more at 9.00 are 18.00, Professional is 30.00 more; four more would be 36.00.
    expect(await ask(customerId, 'buildings', '2')).toMatchObject({
      upgrade: { kind: 'add_on', planCode: 'pack', quantity: 2, amount: 1800n, additionalAmount: 1800n },
    })
    expect(await ask(customerId, 'buildings', '4')).toMatchObject({ upgrade: { planCode: 'professional' } })
    await db.plan.update({ where: { id: plan.id }, data: { active: false } })
    expect(await ask(customerId, 'buildings', '2')).toMatchObject({ upgrade: { planCode: 'professional' } })
  })

  test('a soft limit allows and says the overage', async () => {
    const customerId = await plantSubscriber()
    const price = await db.overagePrice.findFirstOrThrow({ where: { plan: { code: 'starter' }, meterCode: 'sms' } })
    await db.overagePrice.update({ where: { id: price.id }, data: { model: { model: 'FLAT', unitAmount: '7.5' } } })
    await report(customerId, await typeOf('sms'), 48)
    expect(await ask(customerId, 'sms', '2')).toMatchObject({ allowed: true, overage: null })
    // 48 + 5 of 50: three over at 7.5 cents are 22.5, rounded half away from zero.
    expect(await ask(customerId, 'sms', '5')).toMatchObject({
      allowed: true,
      overage: { units: '3', unitAmount: '7.5', estimatedAmount: 23n, currency: 'EUR' },
      usage: { used: '48', included: '50', remaining: '2' },
    })
  })

  test('in a trial all works and nothing is charged', async () => {
    const customerId = await plantSubscriber({ status: 'TRIALING', kind: 'TRIAL' })
    expect(await ask(customerId, 'sms', '80')).toMatchObject({ allowed: true, access: 'FULL', overage: null })
    expect(await ask(customerId, 'buildings', '2')).toMatchObject({ allowed: false, code: 'limit_reached' })
  })

  test('a year holds twelve months of a flow, and as many buildings as a month', async () => {
    const customerId = await plantSubscriber({ interval: 'YEAR' })
    const { meters } = await resolveCustomerEntitlements({ customerId, now: NOW })
    const included = Object.fromEntries(meters.map((meter) => [meter.meter, meter.included]))
    expect(included).toMatchObject({ sms: '600', buildings: '1', users: '3' })
  })

  test('subscriptions add up', async () => {
    const customerId = await plantSubscriber({ plan: 'professional' })
    await plantSubscription(customerId, { plan: 'starter' })
    const { meters, features } = await resolveCustomerEntitlements({ customerId, now: NOW })
    const included = Object.fromEntries(meters.map((meter) => [meter.meter, meter.included]))
    expect(included).toMatchObject({ sms: '550', buildings: '11' })
    expect(features.find(({ code }) => code === 'support')?.value).toBe('Email and chat, 4 hours')
  })

  test('the use of the cycle before does not count, also where the renewal is a moment late', async () => {
    const customerId = await plantSubscriber()
    await report(customerId, await typeOf('sms'), 50)
    const next = new Date('2026-04-01T00:00:30Z')
    expect(await ask(customerId, 'sms', '1', next)).toMatchObject({
      usage: { used: '0', period: { start: new Date('2026-04-01T00:00:00Z') } },
    })
    expect(await ask(customerId, 'sms', '1')).toMatchObject({ usage: { used: '50' } })
  })

  test('what one customer uses is nothing to another', async () => {
    const [one, other] = [await plantSubscriber(), await plantSubscriber()]
    await report(one, await typeOf('buildings'), 1)
    expect(await ask(one, 'buildings')).toMatchObject({ allowed: false })
    expect(await ask(other, 'buildings')).toMatchObject({ allowed: true, usage: { used: '0' } })
  })

  test('a change of the catalogue holds with the next check', async () => {
    const customerId = await plantSubscriber({ plan: 'professional' })
    const plan = await db.plan.findUniqueOrThrow({ where: { code: 'professional' } })
    const key = { planId_meterCode: { planId: plan.id, meterCode: 'buildings' } }
    expect(await ask(customerId, 'buildings', '10')).toMatchObject({ allowed: true })
    await db.allowance.update({ where: key, data: { included: 9n } })
    expect(await ask(customerId, 'buildings', '10')).toMatchObject({ allowed: false, usage: { included: '9' } })
    await db.allowance.update({ where: key, data: { included: 10n } })
    expect(await ask(customerId, 'buildings', '10')).toMatchObject({ allowed: true })
  })
})
