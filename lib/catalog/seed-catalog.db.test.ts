import { expect, test } from 'vitest'
import { db } from '@/lib/platform/db/client'
import { listAddOns, listPlans } from './read-catalog'
import { seedCatalog } from './seed-catalog'

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
