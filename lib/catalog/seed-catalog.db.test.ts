import { expect, test } from 'vitest'
import { systemActor } from '@/lib/audit/actor'
import { db } from '@/lib/platform/db/client'
import { listAddOns, listPlans } from './read-catalog'
import { seedCatalog } from './seed-catalog'
import { setAllowance } from './set-allowance'

const NOW = new Date('2026-01-01T00:00:00Z')

test('sells three plans, and packs of buildings beside them that are worth buying', async () => {
  await seedCatalog(NOW)
  const [plans, [pack, ...others]] = await Promise.all([listPlans(), listAddOns()])
  expect(plans.map(({ code }) => code)).toEqual(['starter', 'professional', 'enterprise'])
  expect(others).toEqual([])
  expect(pack).toMatchObject({ code: 'extra_buildings', maxQuantity: 20 })
  expect(pack!.prices.map(({ interval, unitAmount }) => [interval, unitAmount])).toEqual([
    ['MONTH', 1900n],
    ['YEAR', 19000n],
  ])
  expect(pack!.allowances.map(({ meter, included }) => [meter, included])).toEqual([
    ['buildings', 5n],
    ['units', 250n],
  ])
})

test('written again it changes nothing', async () => {
  await seedCatalog(NOW)
  const read = () => Promise.all([db.plan.findMany(), db.price.findMany(), db.allowance.findMany()])
  const before = await read()
  await seedCatalog(new Date('2026-06-01T00:00:00Z'))
  expect(await read()).toEqual(before)
})

test('what staff decided since then stays', async () => {
  await seedCatalog(NOW)
  const actor = systemActor('test')
  const { id: planId } = await db.plan.findUniqueOrThrow({ where: { code: 'starter' } })
  await setAllowance({ allowance: { planId, meterCode: 'sms', included: 77n, hard: true }, actor, now: NOW })
  await db.allowance.delete({ where: { planId_meterCode: { planId, meterCode: 'storage_gb' } } })
  await db.meter.update({ where: { code: 'sms' }, data: { name: 'Messages' } })
  await seedCatalog(new Date('2026-06-01T00:00:00Z'))
  const allowances = await db.allowance.findMany({ where: { planId } })
  expect(allowances.find(({ meterCode }) => meterCode === 'sms')).toMatchObject({ included: 77n, hard: true })
  expect(allowances.some(({ meterCode }) => meterCode === 'storage_gb')).toBe(false)
  expect(await db.meter.findUnique({ where: { code: 'sms' } })).toMatchObject({ name: 'Messages' })
})
