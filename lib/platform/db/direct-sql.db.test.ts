import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { db, inTransaction, isUniqueViolation, type Transaction } from './client'
import { connectionOf } from './connection-of'
import { executeSql, selectRows } from './direct-sql'
import { Prisma } from './generated/client'

afterAll(() => db.$disconnect())

const customer = (id: string) => ({ id, name: id, email: 'a@example.com', createdAt: new Date('2026-01-15T09:00:00Z') })
const insert = (id: string) =>
  Prisma.sql`INSERT INTO customer (id, name, email, created_at) VALUES (${id}, ${id}, 'a@example.com', ${new Date(0)})`

test('statements run in the transaction of the ORM, and end with it', async () => {
  await inTransaction(async (tx) => {
    expect(await connectionOf(tx)).not.toBeNull()
    await tx.customer.create({ data: customer('cus_direct_1') })
    expect(await executeSql(tx, insert('cus_direct_2'))).toBe(1)
    expect(await selectRows(tx, Prisma.sql`SELECT id FROM customer WHERE id LIKE 'cus_direct_%' ORDER BY id`)).toEqual([
      { id: 'cus_direct_1' },
      { id: 'cus_direct_2' },
    ])
  })
  const failed = inTransaction(async (tx) => {
    await executeSql(tx, insert('cus_direct_3'))
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  const left = await db.customer.findMany({ where: { id: { startsWith: 'cus_direct_' } }, orderBy: { id: 'asc' } })
  expect(left.map(({ id }) => id)).toEqual(['cus_direct_1', 'cus_direct_2'])
})

test('transactions side by side have connections of their own', async () => {
  const connections = await Promise.all(
    Array.from({ length: 4 }, () =>
      inTransaction(async (tx) => {
        const { client } = (await connectionOf(tx))!
        const pid = Prisma.sql`SELECT pg_backend_pid() AS pid`
        expect(await selectRows(tx, pid)).toEqual(await tx.$queryRaw(pid))
        return client
      }),
    ),
  )
  expect(new Set(connections).size).toBeGreaterThan(1)
})

test('nothing reaches the connection once the transaction is over', async () => {
  let later: Transaction | undefined
  await inTransaction(async (tx) => {
    later = tx
    await selectRows(tx, Prisma.sql`SELECT 1`)
  })
  await expect(executeSql(later!, insert('cus_direct_late'))).rejects.toThrow('This transaction is over')

  // One that takes too long is rolled back by the ORM, while its work goes on.
  let late: unknown
  const tooLong = inTransaction(async (tx) => {
    await executeSql(tx, insert('cus_direct_slow'))
    await delay(500)
    late = await executeSql(tx, insert('cus_direct_late')).catch((error: unknown) => error)
  }, 100)
  await expect(tooLong).rejects.toThrow()
  expect(String(late)).toContain('This transaction is over')
  expect(await db.customer.count({ where: { id: { in: ['cus_direct_slow', 'cus_direct_late'] } } })).toBe(0)
})

test('values come back as the ORM gives them', async () => {
  const all = Prisma.sql`
    SELECT 1 AS int, 9007199254740993::bigint AS big, 1.5::float8 AS float, true AS yes, NULL::text AS nothing,
      'Größe 🏢' AS text, ARRAY['a,b', 'c']::text[] AS texts, '{"a": [1, null]}'::jsonb AS json,
      '2026-11-15T09:00:00Z'::timestamptz AS at, '2026-11-15T09:00:00.123456+05:30'::timestamptz AS precise,
      '1847-03-01T09:00:00Z'::timestamptz AS long_ago, 'ACTIVE'::"SubscriptionStatus" AS status`
  await inTransaction(async (tx) => {
    const ours = await selectRows(tx, all)
    expect(ours).toEqual(await tx.$queryRaw(all))
    expect(ours).toEqual(await selectRows(db, all))
    expect(ours[0]).toMatchObject({ big: 9007199254740993n, at: new Date('2026-11-15T09:00:00Z') })
    await tx.$executeRaw`SET LOCAL TIME ZONE 'Asia/Kolkata'`
    expect(await selectRows(tx, all)).toEqual(ours)
  })
})

test('a violated key is recognised', async () => {
  await db.customer.create({ data: customer('cus_direct_twice') })
  const twice = inTransaction((tx) => executeSql(tx, insert('cus_direct_twice')))
  expect(isUniqueViolation(await twice.catch((error: unknown) => error))).toBe(true)
})
