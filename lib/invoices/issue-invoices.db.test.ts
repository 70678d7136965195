import { beforeAll, expect, test } from 'vitest'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { createCustomer } from '@/lib/customers/create-customer'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { systemActor } from '@/lib/audit/actor'
import { db, inTransaction } from '@/lib/platform/db/client'
import type { DraftLine } from './draft'
import { finalizeDue } from './finalize-due'
import { issueInvoices } from './issue-invoices'

const NOW = new Date('2026-03-02T10:00:00Z')
const actor = systemActor('Test')
let count = 0

beforeAll(() => seedCatalog(NOW))

const FRENCH = { country: 'FR', postalCode: '75004', vatId: 'FR40303265045' }
type Facts = Parameters<typeof db.customer.update>[0]['data']

/** What a customer with these facts is billed for lines of these amounts. */
async function issue(
  facts: Facts,
  amounts: bigint[],
  {
    taxBehavior = 'INCLUSIVE',
    priceId = null,
  }: { taxBehavior?: 'INCLUSIVE' | 'EXCLUSIVE'; priceId?: string | null } = {},
) {
  const customer = { name: 'Buyer', email: 'buyer@example.com' }
  const { id: customerId } = await createCustomer(db, { customer, actor, now: NOW })
  await db.customer.update({ where: { id: customerId }, data: { isBusiness: false, ...facts } })
  const lines = amounts.map((amount): DraftLine => ({
    billingKey: `test:${count++}`,
    kind: amount < 0n ? 'CREDIT' : 'CHARGE',
    ...{ subscriptionId: null, segmentId: null, cycleIndex: null, planCode: null, priceId, from: null, to: null },
    ...{ description: 'Line', quantity: 1, unitAmount: amount.toString(), amount, discounts: [], taxBehavior },
    explanation: {},
  }))
  const id = await inTransaction(async (tx) => {
    const locked = await lockCustomer(tx, customerId)
    const draft = {
      customerId,
      subscriptionId: null,
      reason: 'MANUAL' as const,
      lines,
      collect: 'automatically' as const,
    }
    const [issued] = await issueInvoices(tx, { drafts: [draft], customers: new Map([[customerId, locked]]), now: NOW })
    return issued!.id
  })
  return read(id)
}

async function read(id: string) {
  const { total, taxTotal, subtotal, status, lines, taxes, buyer } = await db.invoice.findUniqueOrThrow({
    where: { id },
    include: { lines: { orderBy: { position: 'asc' } }, taxes: true },
  })
  return {
    id,
    status,
    sums: [subtotal, taxTotal, total],
    lines: lines.map(({ amount, taxAmount }) => [amount, taxAmount]),
    taxes: taxes.map(({ category, rate, country, reason }) => `${category} ${rate} ${country} ${reason}`),
    buyer: buyer as { taxExemptReason?: string } | null,
  }
}

test('prices with tax inside keep their gross to the cent', async () => {
  // 3 × 0.99 at 19 %: 2.97 × 19 ÷ 119 = 0.4742 → 0.47, shared 0.16 + 0.16 + 0.15; net 2.50.
  expect(await issue({ country: 'DE' }, [99n, 99n, 99n])).toMatchObject({
    sums: [250n, 47n, 297n],
    lines: [
      [83n, 16n],
      [83n, 16n],
      [84n, 15n],
    ],
    taxes: ['S 19 DE domestic'],
  })
})

test('with tax inside a consumer pays the same everywhere, and the net differs', async () => {
  // 119.00 at 20 %: 119 × 20 ÷ 120 = 19.8333 → 19.83
  expect((await issue({ country: 'FR' }, [11900n])).sums).toEqual([9917n, 1983n, 11900n])
  // At 25.5 %: 119 × 25.5 ÷ 125.5 = 24.1793 → 24.18
  expect((await issue({ country: 'FI' }, [11900n])).sums).toEqual([9482n, 2418n, 11900n])
  expect((await issue({ country: 'US' }, [11900n])).sums).toEqual([11900n, 0n, 11900n])
})

test('a credit beside a charge lowers the VAT with it', async () => {
  // 119.00 − 59.50 = 59.50: VAT 9.50, of which 19.00 and −9.50
  expect(await issue({ country: 'DE' }, [11900n, -5950n])).toMatchObject({
    sums: [5000n, 950n, 5950n],
    lines: [
      [10000n, 1900n],
      [-5000n, -950n],
    ],
  })
})

test('an exempt customer pays no VAT, and the invoice keeps the reason it prints', async () => {
  const facts = { country: 'DE', taxExempt: true, taxExemptReason: 'Steuerfrei nach § 4 Nr. 7 UStG' }
  const invoice = await issue(facts, [10000n], { taxBehavior: 'EXCLUSIVE' })
  expect(invoice).toMatchObject({ sums: [10000n, 0n, 10000n], taxes: ['E 0 DE exempt_customer'] })
  expect(invoice.buyer?.taxExemptReason).toBe('Steuerfrei nach § 4 Nr. 7 UStG')
})

test('below the OSS threshold, not registered, a consumer abroad pays our rate', async () => {
  await db.legalEntity.updateMany({ data: { ossRegistered: false } })
  const invoice = await issue({ country: 'FR' }, [10000n], { taxBehavior: 'EXCLUSIVE' })
  await db.legalEntity.updateMany({ data: { ossRegistered: true } })
  expect(invoice).toMatchObject({ sums: [10000n, 1900n, 11900n], taxes: ['S 19 DE eu_consumer_at_seller_rate'] })
})

test('a draft with tax inside is finalised with tax inside', async () => {
  const [price] = await db.price.findMany({ take: 1 })
  const priceId = 'price_inclusive'
  await db.price.create({ data: { ...price!, id: priceId, taxBehavior: 'INCLUSIVE', version: 99, processorRefs: {} } })
  const facts = { ...FRENCH, isBusiness: true, vatIdStatus: 'UNKNOWN' as const }
  const draft = await issue(facts, [11900n], { priceId })
  expect(draft).toMatchObject({ status: 'DRAFT', sums: [9917n, 1983n, 11900n] })
  // Eight days on, with no answer: VAT stays inside. A day after a yes it would be 119.00 net.
  expect(await finalizeDue({ now: new Date('2026-03-10T10:00:00Z') })).toBe(1)
  expect(await read(draft.id)).toMatchObject({ status: 'OPEN', sums: [9917n, 1983n, 11900n], lines: [[9917n, 1983n]] })
})

test('several workers finalise each draft once', async () => {
  const facts = { ...FRENCH, isBusiness: true, vatIdStatus: 'UNKNOWN' as const }
  const drafts = []
  for (let i = 0; i < 12; i++) drafts.push(await issue(facts, [10000n], { taxBehavior: 'EXCLUSIVE' }))
  const now = new Date('2026-03-10T10:00:00Z')
  const done = await Promise.all([1, 2, 3].map(() => finalizeDue({ now })))
  expect(done.reduce((sum, each) => sum + each, 0)).toBe(12)
  const posted = await db.ledgerTransaction.groupBy({
    by: ['sourceId'],
    where: { kind: 'invoice.finalized', sourceId: { in: drafts.map(({ id }) => id) } },
    _count: { _all: true },
  })
  expect(posted.map(({ _count }) => _count._all)).toEqual(Array(12).fill(1))
})
