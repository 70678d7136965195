import { beforeAll, expect, test } from 'vitest'
import { systemActor } from '@/lib/audit/actor'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { createCustomer } from '@/lib/customers/create-customer'
import { checkInvariants } from '@/lib/invariants/check-invariants'
import { db } from '@/lib/platform/db/client'
import { editDraft, finalizeNow } from './edit-draft'
import { finalizeDue } from './finalize-due'
import { discardDraft, rewriteDraft } from './rewrite-draft'
import { draftInvoice, previewInvoice, writeInvoice } from './write-invoice'
import type { WrittenLine } from './written-lines'

const NOW = new Date('2026-03-02T10:00:00Z')
const LATER = new Date('2026-03-20T10:00:00Z')
const actor = systemActor('Test')

beforeAll(() => seedCatalog(NOW))

type Facts = Parameters<typeof db.customer.update>[0]['data']
async function customerWith(facts: Facts = {}): Promise<string> {
  const customer = { name: 'Buyer', email: 'buyer@example.com' }
  const { id } = await createCustomer(db, { customer, actor, now: NOW })
  await db.customer.update({ where: { id }, data: { country: 'DE', isBusiness: true, ...facts } })
  return id
}

const line = (description: string, quantity: number, unitAmount: bigint, inclusive = false): WrittenLine => {
  return { description, quantity, unitAmount, taxBehavior: inclusive ? 'INCLUSIVE' : 'EXCLUSIVE' }
}
// 3 × 120.00 = 360.00 net, and 59.50 with VAT inside (50.00 net): 410.00 + 19 % = 77.90, together 487.90.
const LINES = [line('Training, days', 3, 12000n), line('Handbook', 1, 5950n, true)]
const sums = ({ subtotal, taxTotal, total }: { subtotal: bigint; taxTotal: bigint; total: bigint }) => [
  subtotal,
  taxTotal,
  total,
]
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing',
    (error: { code?: string }) => error.code,
  )

test('at once: numbered, booked, charged, and as it was shown before', async () => {
  const customerId = await customerWith()
  const preview = await previewInvoice({ customerId, invoice: { lines: LINES }, now: NOW })
  expect(sums(preview)).toEqual([41000n, 7790n, 48790n])
  const invoice = await writeInvoice({ customerId, invoice: { lines: LINES, memo: 'As agreed' }, actor, now: NOW })
  expect(invoice).toMatchObject({ status: 'OPEN', reason: 'MANUAL', memo: 'As agreed', collectAt: NOW, dueAt: NOW })
  expect(invoice.number).toMatch(/\d+$/)
  expect(sums(invoice)).toEqual([41000n, 7790n, 48790n])
  expect(invoice.lines.map(({ amount, taxAmount, taxBehavior }) => [amount, taxAmount, taxBehavior])).toEqual([
    [36000n, 6840n, 'EXCLUSIVE'],
    [5000n, 950n, 'INCLUSIVE'],
  ])
  expect(await checkInvariants({ now: NOW }).then((all) => all.filter(({ breaches }) => breaches.length > 0))).toEqual(
    [],
  )
})

test('sent with days of its own, whatever was agreed with the customer', async () => {
  const customerId = await customerWith({ paymentTermDays: 14 })
  const terms = { collectionMethod: 'SEND_INVOICE' as const, paymentTermDays: 30 }
  const invoice = await writeInvoice({ customerId, invoice: { lines: LINES, terms }, actor, now: NOW })
  expect(invoice).toMatchObject({ collectionMethod: 'SEND_INVOICE', collectAt: null })
  expect(invoice.dueAt).toEqual(new Date('2026-04-01T10:00:00Z'))
  const mails = await db.notification.findMany({ where: { customerId, kind: 'invoice_open' } })
  expect(mails).toHaveLength(1)
})

test('a draft is no document until its author finalises it, and then has what was last written', async () => {
  const customerId = await customerWith()
  const terms = { collectionMethod: 'SEND_INVOICE' as const, paymentTermDays: 7 }
  const draft = await draftInvoice({ customerId, invoice: { lines: LINES }, actor, now: NOW })
  expect(draft).toMatchObject({ status: 'DRAFT', number: null, finalizesAt: null })
  expect(await finalizeDue({ now: LATER })).toBe(0)
  // 2 × 100.00 with VAT inside, 20.00 off, with it inside too: 180.00, of which 28.74 VAT.
  const lines = [line('Workshop', 2, 10000n, true), line('For the delay', 1, -2000n, true)]
  await rewriteDraft({ invoiceId: draft.id, invoice: { lines, terms }, actor, now: LATER })
  await editDraft({ invoiceId: draft.id, memo: 'Thank you', poNumber: null, actor, now: LATER })
  await finalizeNow({ invoiceId: draft.id, actor, now: LATER })
  const invoice = await db.invoice.findUniqueOrThrow({ where: { id: draft.id }, include: { lines: true, taxes: true } })
  expect(invoice).toMatchObject({ status: 'OPEN', memo: 'Thank you', dueAt: new Date('2026-03-27T10:00:00Z') })
  expect(sums(invoice)).toEqual([15126n, 2874n, 18000n])
  expect(invoice.lines.map(({ description }) => description)).toEqual(['Workshop', 'For the delay'])
  expect(await code(rewriteDraft({ invoiceId: draft.id, invoice: { lines }, actor, now: LATER }))).toBe(
    'invoice_not_written',
  )
  expect(await code(discardDraft({ invoiceId: draft.id, actor, now: LATER }))).toBe('invoice_not_written')
})

test('finalised while VIES is silent it waits for it, from then on', async () => {
  const facts = { country: 'FR', postalCode: '75004', vatId: 'FR40303265045', vatIdStatus: 'UNKNOWN' as const }
  const draft = await draftInvoice({
    customerId: await customerWith(facts),
    invoice: { lines: LINES },
    actor,
    now: NOW,
  })
  await finalizeNow({ invoiceId: draft.id, actor, now: LATER })
  const held = await db.invoice.findUniqueOrThrow({ where: { id: draft.id } })
  expect(held).toMatchObject({ status: 'DRAFT', heldFor: 'VAT_ID', finalizesAt: new Date('2026-03-27T10:00:00Z') })
  expect(await finalizeDue({ now: held.finalizesAt! })).toBe(1)
  // 20 % in France: 360.00 net and 59.50 with 9.92 inside. 72.00 + 9.9167 = 81.9167 → 81.92; net 409.58.
  expect(sums(await db.invoice.findUniqueOrThrow({ where: { id: draft.id } }))).toEqual([40958n, 8192n, 49150n])
})

test('nothing is left of a draft that is thrown away', async () => {
  const draft = await draftInvoice({ customerId: await customerWith(), invoice: { lines: LINES }, actor, now: NOW })
  await discardDraft({ invoiceId: draft.id, actor, now: NOW })
  expect(await db.invoice.count({ where: { id: draft.id } })).toBe(0)
  expect(await db.invoiceLine.count({ where: { invoiceId: draft.id } })).toBe(0)
})

test('asked for under one key by several at once it is there once; another invoice is refused', async () => {
  const customerId = await customerWith()
  const input = { customerId, invoice: { lines: LINES }, requestKey: 'order-7', actor, now: NOW }
  const written = await Promise.all([1, 2, 3, 4].map(() => writeInvoice(input)))
  expect(new Set(written.map(({ id }) => id)).size).toBe(1)
  expect(await db.invoice.count({ where: { customerId } })).toBe(1)
  const other = { ...input, invoice: { lines: [line('Something else', 1, 100n)] } }
  expect(await code(writeInvoice(other))).toBe('request_key_reused')
  expect((await writeInvoice({ ...input, customerId: await customerWith() })).id).not.toBe(written[0]!.id)
})

test('an invoice comes to nothing less than nothing', async () => {
  const customerId = await customerWith()
  const invoice = { lines: [line('Work', 1, 1000n), line('Discount', 1, -1001n)] }
  expect(await code(previewInvoice({ customerId, invoice, now: NOW }))).toBe('invoice_below_zero')
  const nothing = { lines: [line('Work', 1, 1000n), line('Discount', 1, -1000n)] }
  expect(await writeInvoice({ customerId, invoice: nothing, actor, now: NOW })).toMatchObject({
    status: 'PAID',
    total: 0n,
  })
})

test.each([
  ['no line', []],
  ['no description', [line(' ', 1, 100n)]],
  ['half a piece', [line('Work', 1.5, 100n)]],
  ['none', [line('Work', 0, 100n)]],
])('refuses %s', async (_, lines) => {
  const written = writeInvoice({ customerId: await customerWith(), invoice: { lines }, actor, now: NOW })
  await expect(written).rejects.toThrow()
})
