import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runs } from '@/lib/engine/testing/runs'
import { openPayment } from '@/lib/payments/open-payment'
import { reconcilePayment } from '@/lib/payments/reconcile-payment'
import { searchInvoices } from '@/lib/invoices/read-invoices'
import { creditInvoice } from '@/lib/payments/credit-invoice'
import { EngineError } from '@/lib/engine/errors'
import { BillingError } from '@/lib/platform/errors'
import { db } from '@/lib/platform/db/client'
import { cancelSubscription, undoPendingChange } from '@/lib/subscriptions/cancel-subscription'
import { changePlan, previewPlanChange } from '@/lib/subscriptions/change-plan'
import { beginSubscription } from '@/lib/subscriptions/begin-subscription'
import { previewEndNow } from '@/lib/subscriptions/end-now'
import { pauseSubscription, previewPause } from '@/lib/subscriptions/pause-subscription'
import { reactivateSubscription } from '@/lib/subscriptions/reactivate-subscription'
import { getCurrentSubscription, listCustomerSubscriptions } from '@/lib/subscriptions/read-subscriptions'
import { previewResume, resumeSubscription } from '@/lib/subscriptions/resume-subscription'
import { cancelNow } from '@/lib/payments/cancel-now'
import { closeJobs } from './run-jobs'
import {
  ACTOR,
  addMethod,
  brokenInvariants,
  confirmInBrowser,
  createWorld,
  newCustomer,
  priceOf,
  START,
  startCheckout,
  takenPerInvoice,
  travelTo,
  work,
} from './testing/world'

// Whatever a customer does, in any order and at any time, all that must always hold does. `PROPERTY_FACTOR=20` tries more.

const WORKS = '4242424242424242'
const FAILS = '4000000000000341'

vi.setConfig({ testTimeout: runs(60_000).numRuns })

beforeAll(createWorld)
afterAll(closeJobs)

const plan = fc.constantFrom('starter', 'professional', 'enterprise')
const interval = fc.constantFrom('MONTH' as const, 'MONTH' as const, 'YEAR' as const)
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('subscribe' as const), plan, interval, pays: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('change' as const), plan, interval }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('travel' as const), hours: fc.integer({ min: 1, max: 24 * 25 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'cancel',
        'cancel now',
        'take back',
        'pause',
        'pause for days',
        'resume',
        'come back',
        'begin with trial',
        'break card',
        'fix card',
        'pay in person',
        'refund' as const,
      ),
    }),
  },
)
type Step = Parameters<Parameters<typeof step.filter>[0]>[0]

test('random journeys of customers keep every invariant', async () => {
  let now = START
  const take = async (customerId: string, each: Step): Promise<unknown> => {
    const actor = ACTOR
    const subscription = await getCurrentSubscription(customerId)
    const change = { customerId, subscriptionId: subscription?.id ?? 'sub_none', actor, now }
    switch (each.do) {
      case 'subscribe': {
        const { clientSecret, paymentId } = await startCheckout({
          customerId,
          plan: each.plan,
          interval: each.interval,
          now,
        })
        await confirmInBrowser({ clientSecret, number: each.pays ? WORKS : '4000000000000002' })
        return reconcilePayment({ paymentId, now })
      }
      case 'change': {
        const priceId = await priceOf(each.plan, each.interval)
        const { dueToday } = await previewPlanChange({ ...change, priceId })
        const { invoice } = await changePlan({ ...change, priceId, previewedAt: now })
        // What was shown is what is charged.
        expect(invoice?.total ?? 0n).toBe(dueToday?.total ?? 0n)
        return work()
      }
      case 'cancel':
        return cancelSubscription(change)
      case 'cancel now': {
        const credit = (['none', 'balance', 'refund'] as const)[now.getUTCDate() % 3]!
        const { settlement } = await previewEndNow({ ...change, credit })
        const { credited, refunded } = await cancelNow({ ...change, credit })
        expect([credited, refunded]).toEqual([settlement.credited.total, settlement.credited.toRefund])
        return work()
      }
      case 'pause':
      case 'pause for days': {
        const days = each.do === 'pause' ? null : new Date(now.getTime() + 9 * 86_400_000)
        const { settlement } = await previewPause({ ...change, resumesAt: days })
        const { credited } = await pauseSubscription({ ...change, resumesAt: days })
        expect(credited).toBe(settlement.credited.total)
        return work()
      }
      case 'resume': {
        const { settlement } = await previewResume(change)
        const { invoice } = await resumeSubscription(change)
        expect(invoice?.total ?? 0n).toBe(settlement.invoice?.total ?? 0n)
        return work()
      }
      case 'come back': {
        const [last] = await listCustomerSubscriptions(customerId)
        await reactivateSubscription({ ...change, subscriptionId: last?.id ?? 'sub_none' })
        return work()
      }
      case 'begin with trial': {
        await beginSubscription({ ...change, priceId: await priceOf('starter'), trialDays: 5 })
        return work()
      }
      case 'take back':
        return undoPendingChange(change)
      case 'break card':
      case 'fix card':
        await addMethod(customerId, each.do === 'fix card' ? WORKS : FAILS, now)
        return work()
      case 'pay in person': {
        const { rows } = await searchInvoices({ customerId, statuses: ['OPEN'], page: 1, pageSize: 1 })
        if (!rows[0]) return
        const { clientSecret, paymentId } = await openPayment({ invoiceId: rows[0].id, now })
        await confirmInBrowser({ clientSecret, number: WORKS })
        return reconcilePayment({ paymentId, now })
      }
      case 'refund': {
        const { rows } = await searchInvoices({ customerId, statuses: ['PAID'], page: 1, pageSize: 1 })
        if (!rows[0]) return
        await creditInvoice({
          to: 'refund',
          invoiceId: rows[0].id,
          request: { amount: 333n },
          reason: 'goodwill',
          actor,
          now,
        })
        return work()
      }
      case 'travel':
        now = new Date(now.getTime() + each.hours * 3_600_000)
        return travelTo(now.toISOString())
    }
  }
  await fc.assert(
    fc.asyncProperty(plan, interval, fc.array(step, { minLength: 6, maxLength: 12 }), async (first, rhythm, steps) => {
      const customerId = await newCustomer()
      await take(customerId, { do: 'subscribe', plan: first, interval: rhythm, pays: true })
      for (const each of steps) {
        await take(customerId, each).catch((error: unknown) => {
          // A refusal is an answer; anything else is a mistake of ours.
          if (!(error instanceof BillingError || error instanceof EngineError)) throw error
          // The engine's word on facts that contradict each other is a mistake of ours, too.
          if (error.code === 'issued_segment_unknown' || error.code === 'segments_overlap') throw error
        })
      }
      await work()
      expect(await brokenInvariants(now)).toEqual([])
    }),
    { ...runs(8), seed: 20261122, endOnFailure: true },
  )
  // Nothing was charged twice at Stripe either, but for what was given back.
  for (const [invoiceId, amounts] of await takenPerInvoice()) {
    const { total } = await db.invoice.findUniqueOrThrow({ where: { id: invoiceId } })
    // The balance may have paid a part.
    const fromBalance = await db.creditApplication.aggregate({ where: { invoiceId }, _sum: { amount: true } })
    expect(amounts, invoiceId).toEqual([Number(total - (fromBalance._sum.amount ?? 0n))])
  }
})
