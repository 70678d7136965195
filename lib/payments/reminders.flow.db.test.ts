import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelSubscription } from '@/lib/subscriptions/cancel-subscription'
import { db } from '@/lib/platform/db/client'
import { closeJobs } from '@/lib/runtime/run-jobs'
import { ACTOR, createWorld, standAt, START, subscribedCustomer, travelTo } from '@/lib/runtime/testing/world'
import { tick } from '@/lib/runtime/tick'

beforeAll(async () => {
  await createWorld()
  await standAt(START)
  await tick({ now: START })
})
afterAll(closeJobs)

const told = (customerId: string, kind: string) =>
  db.notification.findMany({ where: { customerId, kind }, orderBy: { createdAt: 'asc' } })

test('a card in its last month is told once, of running subscriptions only', async () => {
  const { customerId } = await subscribedCustomer()
  const other = await subscribedCustomer()
  await db.paymentMethod.updateMany({ where: { customerId }, data: { expYear: 2026, expMonth: 2 } })
  await db.subscription.updateMany({
    where: { customerId: other.customerId },
    data: { status: 'CANCELED', renewsAt: null },
  })
  await db.paymentMethod.updateMany({ where: { customerId: other.customerId }, data: { expYear: 2026, expMonth: 2 } })

  await travelTo('2026-01-31T23:59:00Z')
  expect(await told(customerId, 'card_expiring')).toEqual([])
  await travelTo('2026-02-10T00:00:00Z')
  await Promise.all([1, 2].map(() => tick({ now: new Date('2026-02-10T00:00:00Z') })))
  const [notice, ...more] = await told(customerId, 'card_expiring')
  expect(more).toEqual([])
  expect(notice?.createdAt).toEqual(new Date('2026-02-01T00:00:00Z'))
  expect(notice?.data).toMatchObject({ paymentMethod: { last4: '4242' }, lastDay: '2026-02-28T12:00:00.000Z' })
  expect(await told(other.customerId, 'card_expiring')).toEqual([])
})

test('a yearly renewal is told 30 days before, once, with what it will cost; a monthly or cancelled one is not', async () => {
  const yearly = await subscribedCustomer({ interval: 'YEAR' })
  const monthly = await subscribedCustomer()
  const leaving = await subscribedCustomer({ interval: 'YEAR' })
  const { customerId, subscriptionId } = leaving
  await cancelSubscription({ customerId, subscriptionId, actor: ACTOR, now: START })

  // From 15 January 2026 09:00 for a year: told on 16 December 2026 09:00.
  await travelTo('2026-12-16T08:59:00Z')
  expect(await told(yearly.customerId, 'renewal_upcoming')).toEqual([])
  await travelTo('2026-12-16T12:00:00Z')
  const now = new Date('2026-12-16T12:00:00Z')
  await Promise.all([tick({ now }), tick({ now }), tick({ now: new Date('2026-12-20T12:00:00Z') })])
  const [notice, ...more] = await told(yearly.customerId, 'renewal_upcoming')
  expect(more).toEqual([])
  expect(notice?.createdAt).toEqual(new Date('2026-12-16T09:00:00Z'))
  // Professional for a year is 590.00 + 19 % = 702.10.
  expect(notice?.data).toMatchObject({
    planName: 'Professional',
    renewsAt: '2027-01-15T09:00:00.000Z',
    total: '70210',
    paymentMethod: { brand: 'visa', last4: '4242' },
  })
  expect(await told(monthly.customerId, 'renewal_upcoming')).toEqual([])
  expect(await told(leaving.customerId, 'renewal_upcoming')).toEqual([])

  await travelTo('2027-12-17T00:00:00Z')
  expect(await told(yearly.customerId, 'renewal_upcoming')).toHaveLength(2)
})
