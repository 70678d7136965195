import { beforeAll, expect, it } from 'vitest'
import { systemActor } from '@/lib/audit/actor'
import { createCustomer } from '@/lib/customers/create-customer'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { account, entriesForInvoiceFinalized, entriesForPaymentSucceeded } from '@/lib/engine/ledger'
import { postTransactions } from '@/lib/ledger/post-transactions'
import { db } from '@/lib/platform/db/client'
import { exportDatev } from './export-ledger'
import { listEntries, readTrialBalance, streamEntries } from './read-ledger'

const COUNT = 2500
const march = { from: '2026-03-01', through: '2026-03-31', currency: 'EUR' }
let customerId = ''

/** 2,500 invoices of 59.00 + 11.21 in the last minutes of February and later, one of them paid. */
beforeAll(async () => {
  const now = new Date('2026-02-28T22:00:00Z')
  await seedCatalog(now)
  const customer = { name: 'Lindenhof', email: 'a@example.com' }
  customerId = (await createCustomer(db, { customer, actor: systemActor('Test'), now })).id
  const entries = entriesForInvoiceFinalized({
    currency: 'EUR',
    total: 7021n,
    lines: [{ netAmount: 5900n }],
    breakdown: [{ country: 'DE', taxAmount: 1121n }],
  })
  // 22:59:59.999Z on 28 February is still February in Berlin; a millisecond later it is March.
  const posting = (index: number) => ({ kind: 'invoice.finalized', sourceId: `inv_${index}`, customerId, entries })
  await postTransactions(db, new Date('2026-02-28T22:59:59.999Z'), [posting(0)])
  await postTransactions(
    db,
    new Date('2026-02-28T23:00:00.000Z'),
    Array.from({ length: COUNT - 1 }, (_, index) => posting(index + 1)),
  )
  await postTransactions(db, new Date('2026-03-31T21:59:59.999Z'), [
    {
      kind: 'payment.succeeded',
      sourceId: 'pay_1',
      customerId: null,
      entries: entriesForPaymentSucceeded({ processor: 'stripe', currency: 'EUR', amount: 7021n }),
    },
  ])
})

it('opens with what was before the period, in the seller’s days, and sums to zero', async () => {
  const rows = await readTrialBalance(march)
  expect(rows).toEqual([
    // 2,499 × 70.21
    { account: 'receivable', class: 'asset', opening: 7021n, debit: 17545479n, credit: 7021n, closing: 17545479n },
    { account: 'cash.stripe', class: 'asset', opening: 0n, debit: 7021n, credit: 0n, closing: 7021n },
    { account: 'vat.DE', class: 'liability', opening: -1121n, debit: 0n, credit: 2801379n, closing: -2802500n },
    { account: 'revenue.earned', class: 'income', opening: -5900n, debit: 0n, credit: 14744100n, closing: -14750000n },
  ])
  expect(rows.reduce((sum, { closing }) => sum + closing, 0n)).toBe(0n)
  expect(await readTrialBalance({ from: '2026-01-01', through: '2026-02-27', currency: 'EUR' })).toEqual([])
})

it('finds entries by account, customer and id, with the sums of all pages', async () => {
  const page = { page: 1, pageSize: 10 }
  const vat = await listEntries({ ...march, ...page, accounts: [account.vat('DE')] })
  expect([vat.total, vat.debit, vat.credit, vat.rows.length]).toEqual([2499, 0n, 2801379n, 10])
  expect((await listEntries({ ...march, ...page, customerId: 'cus_x' })).total).toBe(0)
  expect((await listEntries({ ...march, ...page, search: 'inv_7' })).total).toBe(3)
  expect((await listEntries({ ...march, ...page, search: 'lindenhof' })).total).toBe(2499 * 3)
  expect((await listEntries({ ...march, ...page, search: 'linden%' })).total).toBe(0)
})

it('streams every entry once, in order, though they share an instant', async () => {
  const seen = new Set<string>()
  let balance = 0n
  for await (const entry of streamEntries(march)) {
    seen.add(`${entry.transactionId} ${entry.position}`)
    balance += entry.amount
  }
  expect([seen.size, balance]).toEqual([2499 * 3 + 2, 0n])
})

it('exports each transaction whole to DATEV, across batches', async () => {
  const batch = { from: '2026-03-01', through: '2026-03-31', chart: 'SKR03' as const, consultant: 1001, client: 1 }
  let text = ''
  for await (const piece of await exportDatev({ ...batch, createdAt: new Date('2026-04-01T08:00:00Z') }))
    text += Buffer.from(piece).toString('latin1')
  const rows = text.trimEnd().split('\r\n').slice(2)
  // Two postings per invoice, one for the payment.
  expect(rows).toHaveLength(2499 * 2 + 1)
  const sum = (side: number, number: string) =>
    rows
      .map((row) => row.split(';'))
      .filter((cells) => cells[side] === number)
      .reduce((total, cells) => total + BigInt(cells[0]!.replace(',', '')), 0n)
  expect([sum(6, '1410'), sum(7, '8200'), sum(7, '1776'), sum(6, '1361')]).toEqual([
    17545479n,
    14744100n,
    2801379n,
    7021n,
  ])
  await expect(exportDatev({ ...batch, from: '2025-12-31', createdAt: new Date() })).rejects.toMatchObject({
    code: 'datev_one_year',
  })
})
