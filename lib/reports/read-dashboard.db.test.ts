import { beforeAll, expect, it } from 'vitest'
import {
  readAttention,
  readCustomerCounts,
  readNetRevenue,
  readOverdue,
  readRecovery,
  readSubscriptionCounts,
} from './read-dashboard'
import { reportRange } from './report-range'
import { customerNamed, insertContract, seededPrices } from './testing/contracts'
import { insertAttempt, insertCreditNote, insertInvoice } from './testing/invoices'

const at = (text: string) => new Date(`${text}T10:00:00Z`)
const now = at('2026-04-15')
const range = reportRange({ name: '90d', interval: 'month', now, timeZone: 'UTC' })
const currency = 'EUR'

beforeAll(async () => {
  const prices = await seededPrices()
  const customerId = await customerNamed('Vos')
  const price = prices.get('starter MONTH')!
  await insertContract({ customerId, segments: [{ price, from: at('2026-01-01') }] })
  await insertContract({ customerId, status: 'PAST_DUE', segments: [{ price, from: at('2026-01-01') }] })

  // Finalised in January, paid in February: counts in February.
  const paid = await insertInvoice({
    customerId,
    status: 'PAID',
    finalizedAt: at('2026-01-31'),
    paidAt: at('2026-02-02'),
    lines: [
      { plan: 'starter', net: 2900n, tax: 551n },
      { plan: null, net: 100n, tax: 19n },
    ],
  })
  await insertCreditNote({
    customerId,
    invoiceId: paid.id,
    lineId: paid.lineIds[0]!,
    net: 1000n,
    tax: 190n,
    issuedAt: at('2026-03-03'),
  })
  await insertInvoice({
    customerId,
    status: 'VOID',
    finalizedAt: at('2026-03-01'),
    lines: [{ plan: 'starter', net: 5000n, tax: 950n }],
  })
  // Failed once, paid by the second attempt.
  await insertAttempt({
    customerId,
    invoiceId: paid.id,
    attempt: 1,
    status: 'FAILED',
    at: at('2026-02-01'),
    amount: 3570n,
  })
  await insertAttempt({
    customerId,
    invoiceId: paid.id,
    attempt: 2,
    status: 'SUCCEEDED',
    at: at('2026-02-02'),
    amount: 3570n,
  })

  const overdue = async (finalizedAt: Date, net: bigint) =>
    insertInvoice({ customerId, status: 'OPEN', finalizedAt, lines: [{ plan: 'starter', net, tax: 0n }] })
  const lost = await overdue(at('2026-03-01'), 700n) // 45 days
  await insertAttempt({
    customerId,
    invoiceId: lost.id,
    attempt: 1,
    status: 'FAILED',
    at: at('2026-03-01'),
    amount: 700n,
  })
  await insertAttempt({
    customerId,
    invoiceId: lost.id,
    attempt: 2,
    status: 'FAILED',
    at: at('2026-03-04'),
    amount: 700n,
  })
  await overdue(at('2026-04-12'), 300n) // 3 days
  const fresh = await overdue(now, 900n) // just issued: not overdue
  // A card declined at the checkout is no failed renewal.
  await insertAttempt({ customerId, invoiceId: fresh.id, attempt: 0, status: 'FAILED', at: now, amount: 900n })
  await insertAttempt({ customerId, invoiceId: fresh.id, attempt: 1, status: 'UNKNOWN', at: now, amount: 900n })
})

it('earns what was paid, without tax, on the day it was paid, less credit notes', async () => {
  const { total, plans } = await readNetRevenue({ currency, range })
  // January to April: 2900 + 100 in February, −1000 in March
  expect(total).toBe(2000n)
  expect(plans.find(({ code }) => code === 'starter')!.amounts).toEqual([0n, 2900n, -1000n, 0n])
  expect(plans.find(({ code }) => code === null)!.amounts).toEqual([0n, 100n, 0n, 0n])
})

it('counts an invoice once among the failed, however many attempts, and checkout declines not at all', async () => {
  expect(await readRecovery({ currency, range })).toEqual({
    failed: 2,
    recovered: 1,
    failedAmount: 4270n,
    recoveredAmount: 3570n,
  })
})

it('ages what is overdue and gives a day of grace', async () => {
  expect(await readOverdue({ currency, now })).toEqual({
    count: 2,
    amount: 1000n,
    ages: [
      { fromDays: 1, count: 1, amount: 300n },
      { fromDays: 8, count: 0, amount: 0n },
      { fromDays: 31, count: 1, amount: 700n },
      { fromDays: 61, count: 0, amount: 0n },
    ],
  })
})

it('counts subscriptions, customers and what needs attention', async () => {
  expect(await readSubscriptionCounts(currency)).toEqual({ ACTIVE: 1, PAST_DUE: 1 })
  expect(await readCustomerCounts(range)).toEqual({ total: 1, added: 0 })
  expect(await readAttention({ now })).toEqual({
    pastDue: 1,
    overdue: 2,
    failedEvents: 0,
    disputes: 0,
    unknownPayments: 1,
    failedRefunds: 0,
    failedEmails: 0,
  })
})
