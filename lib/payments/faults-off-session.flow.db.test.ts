import { afterAll, beforeAll, expect, test } from 'vitest'
import { getInvoiceDetail, searchInvoices } from '@/lib/invoices/read-invoices'
import { db } from '@/lib/platform/db/client'
import { closeJobs } from '@/lib/runtime/run-jobs'
import { inParallel, loseEverything } from '@/lib/runtime/testing/lose-everything'
import { makeImpatient } from '@/lib/runtime/testing/stripe-calls'
import {
  ACTOR,
  brokenInvariants,
  createWorld,
  listAtStripe,
  standAt,
  subscribedCustomer,
  takenPerInvoice,
  workFor,
} from '@/lib/runtime/testing/world'
import { tick } from '@/lib/runtime/tick'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { carryRefund } from './carry-refund'
import { collectInvoice } from './collect-invoice'
import { ProcessorUnknownError } from './processor'
import { getPaymentUnderWay } from './read-payments'
import { reconcilePayment } from './reconcile-payment'
import { creditInvoice } from './credit-invoice'

// As faults.flow.db.test.ts, for what no customer is there to repeat: renewals and refunds. Starter, monthly, in Germany:
// 29.00 + 19 % = 34.51.

const MONTHS = ['2026-02-15', '2026-03-15', '2026-04-15', '2026-05-15', '2026-06-15']
let subscribers: Awaited<ReturnType<typeof subscribedCustomer>>[] = []
/** Open renewal invoices nobody tried to collect yet. */
let uncollected: string[] = []
/** The instant the world stands at. */
let now: Date

beforeAll(async () => {
  makeImpatient()
  await createWorld()
  subscribers = await inParallel(8, () => subscribedCustomer({ plan: 'starter' }))
})
afterAll(closeJobs)

/** Nobody reads what a job throws; but it must be one that the next run can deal with. */
const onError = (error: unknown, lost: string) => expect(error, lost).toBeInstanceOf(ProcessorUnknownError)

/** Lets the next month's renewals happen without running the jobs that collect them. */
async function renewAll(): Promise<void> {
  const month = MONTHS.shift()
  if (!month) throw new Error('More months are needed.')
  now = new Date(`${month}T09:00:00Z`)
  await standAt(now)
  await tick({ now })
  const { rows } = await searchInvoices({ statuses: ['OPEN'], page: 1, pageSize: 100 })
  uncollected = rows.filter(({ attemptCount }) => attemptCount === 0).map(({ id }) => id)
}

async function openInvoice(): Promise<string> {
  if (uncollected.length === 0) await renewAll()
  return uncollected.pop()!
}

/** What the jobs do: collect, and ask again about what got no answer. */
async function collect(invoiceId: string): Promise<void> {
  await collectInvoice({ invoiceId, now })
  const payment = await getPaymentUnderWay(db, invoiceId)
  if (payment) await reconcilePayment({ paymentId: payment.id, now })
}

test('a renewal is charged once, whichever calls are lost', async () => {
  await renewAll()
  const invoices: string[] = []
  const prepare = async () => {
    const invoiceId = await openInvoice()
    invoices.push(invoiceId)
    return invoiceId
  }
  const { calls } = await loseEverything({ prepare, step: collect, finish: async () => undefined, onError })
  expect(calls).toEqual(['POST /v1/payment_intents'])
  now = await workFor({ from: now, minutes: 50 })

  for (const id of invoices) expect((await getInvoiceDetail({ id })).status).toBe('PAID')
  for (const { subscriptionId } of subscribers) expect((await getSubscription(subscriptionId)).status).toBe('ACTIVE')
  expect(await brokenInvariants(now)).toEqual([])
  const taken = await takenPerInvoice()
  expect(new Set([...taken.values()].map(String))).toEqual(new Set(['3451']))
  expect(new Set(taken.keys())).toEqual(
    new Set((await searchInvoices({ statuses: ['PAID'], page: 1, pageSize: 200 })).rows.map(({ id }) => id)),
  )
})

test('a refund is made once, whichever calls are lost', async () => {
  const paid = (await searchInvoices({ statuses: ['PAID'], page: 1, pageSize: 200 })).rows.map(({ id }) => id)
  const refunds: string[] = []
  const prepare = async () => {
    const invoiceId = paid.pop()!
    const { creditNoteId } = await creditInvoice({
      to: 'refund',
      invoiceId,
      request: { amount: 1000n },
      reason: 'goodwill',
      actor: ACTOR,
      now,
    })
    const [refund] = await db.refund.findMany({ where: { creditNoteId } })
    refunds.push(refund!.id)
    return refund!.id
  }
  const step = (refundId: string) => carryRefund({ refundId, now })
  const { calls } = await loseEverything({ prepare, step, finish: async () => undefined, onError })
  expect(calls).toEqual(['GET /v1/refunds', 'POST /v1/refunds'])
  now = await workFor({ from: now, minutes: 50 })

  const rows = await db.refund.findMany()
  expect(rows.map(({ id }) => id).sort()).toEqual(refunds.sort())
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']))
  const made = await listAtStripe('refunds')
  expect(made.map(({ metadata }) => metadata.refund_id).sort()).toEqual(refunds.sort())
  expect(new Set(made.map(({ amount }) => amount))).toEqual(new Set([1000]))
  expect(await brokenInvariants(now)).toEqual([])
})
