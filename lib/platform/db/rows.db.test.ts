import { afterAll, expect, test } from 'vitest'
import { db } from './client'
import { Prisma } from './generated/client'
import { columnsOf, insertRows } from './rows'

afterAll(() => db.$disconnect())

const customer = (id: string, more: Partial<Prisma.CustomerCreateManyInput> = {}): Prisma.CustomerCreateManyInput => ({
  id,
  name: id,
  email: 'a@example.com',
  createdAt: new Date('2026-01-15T09:00:00.123Z'),
  ...more,
})

// Everything that means something within an array literal.
const oddNames = [
  'a,b',
  '{}',
  '"quoted"',
  'back\\slash',
  'NULL',
  'null',
  '',
  ' ',
  "O'Neill",
  'zwei\nZeilen',
  'Größe 🏢',
  '$1',
]

test('rows come back as they went in, whatever their texts', async () => {
  const rows = oddNames.map((name, i) =>
    customer(`cus_odd_${i}`, {
      name,
      addressLine2: i % 2 ? name : null,
      country: i % 2 ? 'DE' : null,
      isBusiness: i % 3 === 0,
      processorRefs: { [name]: [name, null, i] },
      createdAt: new Date(1_700_000_000_000 + i),
    }),
  )
  expect(await insertRows(db, { table: 'customer', rows })).toBe(rows.length)
  const found = await db.customer.findMany({ where: { id: { startsWith: 'cus_odd_' } } })
  const byId = new Map(found.map((row) => [row.id, row]))
  for (const row of rows) expect(byId.get(row.id)).toMatchObject(row)
  // What was not given has the column's default.
  expect(found[0]).toMatchObject({ currency: 'EUR', locale: 'en', vatIdStatus: 'NONE', taxExempt: false })
})

test('one row, and rows that are all alike in a column', async () => {
  const [alone] = [customer('cus_alone', { vatIdStatus: 'VALID', vatId: null })]
  expect(await insertRows(db, { table: 'customer', rows: [alone!] })).toBe(1)
  expect(await db.customer.findUnique({ where: { id: 'cus_alone' } })).toMatchObject(alone!)
  expect(await insertRows(db, { table: 'customer', rows: [] })).toBe(0)
})

test('duplicates are refused, or left out and not counted', async () => {
  const rows = [customer('cus_twice_1'), customer('cus_twice_2')]
  await insertRows(db, { table: 'customer', rows })
  await expect(insertRows(db, { table: 'customer', rows: [customer('cus_twice_1')] })).rejects.toThrow('23505')
  const more = [...rows, customer('cus_twice_3')]
  expect(await insertRows(db, { table: 'customer', rows: more, skipDuplicates: true })).toBe(1)
})

test('a field that is no column is named', async () => {
  const rows = [{ ...customer('cus_x'), shoeSize: 44 }]
  await expect(insertRows(db, { table: 'customer', rows })).rejects.toThrow('customer has no column shoe_size')
})

test('columns are selected under the names of their fields', async () => {
  const sandbox = {
    id: 1,
    now: new Date('2026-03-01T00:00:00Z'),
    updatedAt: new Date('2026-03-01T00:00:01Z'),
    frozen: true,
  }
  await db.sandboxClock.create({ data: sandbox })
  const columns = columnsOf(Prisma.SandboxClockScalarFieldEnum)
  expect(await db.$queryRaw`SELECT ${columns} FROM sandbox_clock`).toEqual(await db.sandboxClock.findMany())
  await db.sandboxClock.deleteMany()
})
