import { afterAll, expect, test } from 'vitest'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { db } from '@/lib/platform/db/client'
import { findContract, findContracts } from './store'

afterAll(() => db.$disconnect())

const day = (text: string) => new Date(`${text}T09:00:00Z`)

test('contracts read by the hundred are what one read alone is', async () => {
  await seedCatalog(day('2026-01-01'))
  const [cheap, dear] = await db.price.findMany({ orderBy: { unitAmount: 'asc' }, where: { unitAmount: { gt: 0 } } })
  const createdAt = day('2026-01-01')
  await db.customer.create({ data: { id: 'cus_1', name: 'Lindenhof', email: 'a@example.com', createdAt } })
  for (const id of ['sub_b', 'sub_a']) {
    await db.subscription.create({
      data: {
        id,
        customerId: 'cus_1',
        status: 'ACTIVE',
        currency: 'EUR',
        timeZone: 'Europe/Berlin',
        startedAt: createdAt,
        currentPeriodStart: createdAt,
        currentPeriodEnd: day('2026-02-01'),
        renewsAt: day('2026-02-01'),
        createdAt,
      },
    })
  }
  const subscriptionId = 'sub_a'
  await db.subscriptionPhase.createMany({
    data: [
      { subscriptionId, kind: 'BILLED', from: day('2026-01-10'), anchor: day('2026-01-10'), interval: 'YEAR' },
      { subscriptionId, kind: 'BILLED', from: createdAt, anchor: createdAt, interval: 'MONTH', intervalCount: 3 },
    ],
  })
  const item = { subscriptionId, itemId: 'item_1' }
  await db.subscriptionItem.createMany({
    data: [
      { ...item, id: 'seg_2', priceId: dear!.id, quantity: 7, from: day('2026-01-10'), startProration: 'NONE' },
      { ...item, id: 'seg_1', priceId: cheap!.id, from: createdAt, to: day('2026-01-10') },
    ],
  })
  await db.pendingChange.create({
    data: {
      subscriptionId,
      kind: 'CHANGE',
      effectiveAt: day('2026-02-01'),
      priceId: cheap!.id,
      quantity: 2,
      createdAt,
    },
  })

  const together = await db.$transaction((tx) => findContracts(tx, ['sub_b', 'sub_a', 'sub_none']))
  expect(together).toEqual([await findContract('sub_a'), await findContract('sub_b')])
  expect(together[0]).toMatchObject({ items: [{ id: 'seg_1' }, { id: 'seg_2', quantity: 7 }], pendingChange: {} })
})
