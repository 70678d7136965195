import { beforeAll, expect, it } from 'vitest'
import { systemActor } from '@/lib/audit/actor'
import { setDefaultPaymentMethod } from '@/lib/customers/set-default-payment-method'
import { db } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { customerNamed, seededPrices } from '@/lib/reports/testing/contracts'
import { insertAttempt, insertInvoice } from '@/lib/reports/testing/invoices'
import { retryInvoice } from './retry-invoice'

const now = new Date('2026-11-22T10:00:00Z')
const actor = systemActor('Test')
let customerId = ''

beforeAll(async () => {
  await seededPrices()
  customerId = await customerNamed('Vos')
})

const invoiceOf = (status: 'OPEN' | 'PAID') =>
  insertInvoice({
    customerId,
    status,
    finalizedAt: now,
    paidAt: status === 'PAID' ? now : null,
    lines: [{ plan: 'starter', net: 2900n, tax: 551n }],
  })
const jobs = async () => {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = 'collect-invoice'`
  return rows[0]!.count
}

it('charges nothing that is not due, and nobody who has no method', async () => {
  const paid = await invoiceOf('PAID')
  await expect(retryInvoice({ invoiceId: paid.id, actor, now })).rejects.toMatchObject({ code: 'nothing_due' })
  const open = await invoiceOf('OPEN')
  await expect(retryInvoice({ invoiceId: open.id, actor, now })).rejects.toMatchObject({ code: 'no_payment_method' })
  expect(await jobs()).toBe(0)
})

it('queues one attempt at once, and none beside a payment under way', async () => {
  const methodId = newId('pm')
  await db.paymentMethod.create({
    data: { id: methodId, customerId, processor: 'STRIPE', processorRef: 'pm_1', type: 'card', createdAt: now },
  })
  await setDefaultPaymentMethod(db, { customerId, methodId })
  const open = await invoiceOf('OPEN')
  await retryInvoice({ invoiceId: open.id, actor, now })
  expect((await db.invoice.findUniqueOrThrow({ where: { id: open.id } })).collectAt).toEqual(now)
  expect(await jobs()).toBe(1)

  await insertAttempt({ customerId, invoiceId: open.id, attempt: 1, status: 'UNKNOWN', at: now, amount: 3451n })
  await expect(retryInvoice({ invoiceId: open.id, actor, now })).rejects.toMatchObject({ code: 'payment_under_way' })
  expect(await jobs()).toBe(1)
})
