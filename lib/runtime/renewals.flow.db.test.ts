import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/platform/db/client'
import { renewSubscriptions } from '@/lib/subscriptions/renew-subscriptions'
import { closeJobs } from './run-jobs'
import { plantSubscribers } from './testing/subscribers'
import { brokenInvariants, createWorld, standAt } from './testing/world'
import { tick } from './tick'

// Starter, monthly, in Germany: 29.00 + 19 % = 34.51.

const DUE = new Date('2026-02-15T09:00:00Z')

beforeAll(createWorld)
afterAll(closeJobs)

const invoicesPerSubscription = async () => {
  const rows = await db.invoice.groupBy({ by: ['subscriptionId'], _count: true })
  return new Map(rows.map(({ subscriptionId, _count }) => [subscriptionId, _count]))
}

describe('renewals', () => {
  test('of 300 subscriptions by four workers at once bill each once, with numbers that have no gap', async () => {
    const subscriptions = await plantSubscribers({ count: 300 })
    await standAt(DUE)
    const worker = async () => {
      let renewed = 0
      for (;;) {
        const count = await renewSubscriptions({ now: DUE, limit: 20 })
        if (count === 0) return renewed
        renewed += count
      }
    }
    const renewed = await Promise.all([worker(), worker(), worker(), worker()])
    expect(renewed.reduce((sum, count) => sum + count, 0)).toBe(300)
    // Nobody did it all: they worked side by side.
    expect(renewed.filter((count) => count > 0).length).toBeGreaterThan(1)

    const invoices = await invoicesPerSubscription()
    expect([...invoices.keys()].sort()).toEqual(subscriptions)
    expect(new Set(invoices.values())).toEqual(new Set([1]))
    expect((await db.invoice.aggregate({ _sum: { total: true } }))._sum.total).toBe(1_035_300n) // 300 × 34.51
    expect(await db.subscription.count({ where: { renewsAt: new Date('2026-03-15T09:00:00Z') } })).toBe(300)
    expect(await brokenInvariants(DUE)).toEqual([])
  })

  test('go on for the others when one subscription cannot be billed, which is tried again each time', async () => {
    const now = new Date('2026-03-15T09:00:00Z')
    await standAt(now)
    // Without a country nobody can say whose VAT it is.
    await db.customer.updateMany({ where: { id: { in: ['cus_0007', 'cus_0123'] } }, data: { country: null } })
    expect((await tick({ now })).renewed).toBe(298)
    const behind = await db.subscription.findMany({ where: { renewsAt: now } })
    expect(behind.map(({ id }) => id).sort()).toEqual(['sub_0007', 'sub_0123'])

    await db.customer.update({ where: { id: 'cus_0007' }, data: { country: 'DE' } })
    expect((await tick({ now })).renewed).toBe(1)
    await db.customer.update({ where: { id: 'cus_0123' }, data: { country: 'DE' } })
    expect((await tick({ now })).renewed).toBe(1)
    expect(new Set((await invoicesPerSubscription()).values())).toEqual(new Set([2]))
    expect(await brokenInvariants(now)).toEqual([])
  })
})
