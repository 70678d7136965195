import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Scenario, SimulationEvent } from '@/lib/engine/simulation/scenario'
import { simulate, type SimulationResult } from '@/lib/engine/simulation/simulate'
import { cancelNow } from '@/lib/payments/cancel-now'
import { giveCustomerCredit } from '@/lib/payments/give-customer-credit'
import { reconcilePayment } from '@/lib/payments/reconcile-payment'
import { db } from '@/lib/platform/db/client'
import { readScenario } from '@/lib/simulator/parse-scenario'
import { beginSubscription } from '@/lib/subscriptions/begin-subscription'
import { cancelSubscription } from '@/lib/subscriptions/cancel-subscription'
import { changePlan } from '@/lib/subscriptions/change-plan'
import { pauseSubscription } from '@/lib/subscriptions/pause-subscription'
import { resumeSubscription } from '@/lib/subscriptions/resume-subscription'
import { closeJobs } from './run-jobs'
import {
  ACTOR,
  addMethod,
  brokenInvariants,
  confirmInBrowser,
  createWorld,
  newCustomer,
  priceOf,
  standAt,
  START,
  startCheckout,
  travelTo,
  work,
} from './testing/world'

// What the simulator says of several subscriptions of one customer is what happens to a customer: the same scenario, played
// through the engine alone and through the use-cases, comes to the same documents, charges and states.

const END = '2026-03-20T00:00Z'
const CARDS = { success: '4242424242424242', decline: '4000000000000341' }

beforeAll(createWorld)
afterAll(closeJobs)

/** Begins with `sub_1` at START, as at the checkout. */
const scenarioOf = (events: object[]): Scenario =>
  readScenario({
    customer: { country: 'DE', business: true },
    events: [{ at: START.toISOString().replace('.000', ''), type: 'start', price: 'professional-monthly' }, ...events],
    until: END,
  })

interface Life {
  customerId: string
  /** Their ids, by the scenario's names. */
  subscriptions: Map<string, string>
}

/** Does to a customer each what the scenarios say, all in one stretch of time. */
async function live(scenarios: Scenario[]): Promise<Life[]> {
  const lives: Life[] = []
  for (const _ of scenarios) lives.push({ customerId: await newCustomer(), subscriptions: new Map() })
  const events = scenarios.flatMap((scenario, index) =>
    scenario.events.map((event) => ({ event, life: lives[index]! })),
  )
  for (const { event, life } of events.toSorted((a, b) => a.event.at.getTime() - b.event.at.getTime())) {
    await passTo(event.at)
    await doIt(event, life)
    await work()
  }
  await passTo(new Date(END))
  return lives
}

let stands = START
/** Lets time pass, and stops it there. */
async function passTo(at: Date): Promise<void> {
  if (at > stands) await travelTo(at.toISOString())
  await standAt(at)
  stands = at
}

async function doIt(event: SimulationEvent, { customerId, subscriptions }: Life): Promise<unknown> {
  const name = ('subscription' in event && event.subscription) || 'sub_1'
  const subscriptionId = subscriptions.get(name) ?? 'sub_none'
  const about = { customerId, subscriptionId, actor: ACTOR, now: event.at }
  switch (event.type) {
    case 'start': {
      const [plan = '', rhythm] = event.price.split('-')
      if (!event.subscription) {
        const { clientSecret, paymentId, ...checkout } = await startCheckout({ customerId, plan })
        await confirmInBrowser({ clientSecret, number: CARDS.success })
        subscriptions.set('sub_1', checkout.subscriptionId)
        return reconcilePayment({ paymentId, now: event.at })
      }
      const { startsAt, trialDays, quantity, alignWith } = event
      const begun = await beginSubscription({
        ...about,
        priceId: await priceOf(plan, rhythm === 'yearly' ? 'YEAR' : 'MONTH'),
        quantity,
        trialDays,
        additional: true,
        name,
        ...(startsAt && { startsAt }),
        ...(alignWith && { alignWith: subscriptions.get(alignWith)! }),
      })
      return subscriptions.set(name, begun.subscriptionId)
    }
    case 'change':
      return changePlan({ ...about, priceId: await priceOf(event.price!.split('-')[0]!) })
    case 'pause':
      return pauseSubscription({ ...about, resumesAt: event.until })
    case 'resume':
      return resumeSubscription(about)
    case 'cancel':
      return event.when === 'now' ? cancelNow({ ...about, credit: event.credit }) : cancelSubscription(about)
    case 'grant':
      return giveCustomerCredit({ ...about, amount: event.amount, note: 'Goodwill', expiresAt: null })
    case 'payments':
      return addMethod(customerId, CARDS[event.outcomes[0] as keyof typeof CARDS], event.at)
    default:
      throw new Error(`The comparison does not play ${event.type}.`)
  }
}

function simulated({ invoices, creditNotes, payments, subscriptions, balance }: Omit<SimulationResult, 'refusals'>) {
  return {
    invoices: invoices.map(({ issuedAt, status, subtotal, discountTotal, taxTotal, total, lines }) => ({
      at: issuedAt,
      status,
      net: subtotal - discountTotal,
      tax: taxTotal,
      total,
      lines: lines.map(({ subscriptionId, description, from, to, netAmount, taxAmount }) => {
        return { of: subscriptionId, description, from, to, net: netAmount, tax: taxAmount }
      }),
    })),
    creditNotes: creditNotes.map(({ issuedAt, netTotal, taxTotal, toReceivable, toRefund, toCustomerCredit }) => {
      return { at: issuedAt, net: netTotal, tax: taxTotal, toReceivable, toRefund, toBalance: toCustomerCredit }
    }),
    payments: payments.map(({ createdAt, amount, status }) => ({ at: createdAt, amount, status })),
    states: Object.fromEntries(subscriptions.map(({ id, status }) => [id, status])),
    balance,
  }
}

async function lived({ customerId, subscriptions }: Life): Promise<object> {
  const nameOf = new Map([...subscriptions].map(([name, id]) => [id, name]))
  const invoices = await db.invoice.findMany({
    where: { customerId },
    orderBy: { number: 'asc' },
    include: { lines: { orderBy: { position: 'asc' } } },
  })
  const creditNotes = await db.creditNote.findMany({ where: { customerId }, orderBy: { number: 'asc' } })
  const payments = await db.payment.findMany({ where: { customerId }, orderBy: { createdAt: 'asc' } })
  const states = await db.subscription.findMany({ where: { customerId } })
  const grants = await db.creditGrant.findMany({ where: { customerId } })
  return {
    invoices: invoices.map(({ finalizedAt, status, subtotal, discountTotal, taxTotal, total, lines }) => ({
      at: finalizedAt,
      status,
      net: subtotal - discountTotal,
      tax: taxTotal,
      total,
      lines: lines.map(({ subscriptionId, description, from, to, amount, taxAmount }) => {
        return { of: nameOf.get(subscriptionId ?? ''), description, from, to, net: amount, tax: taxAmount }
      }),
    })),
    creditNotes: creditNotes.map(({ issuedAt, subtotal, taxTotal, toReceivable, toRefund, toBalance }) => {
      return { at: issuedAt, net: subtotal, tax: taxTotal, toReceivable, toRefund, toBalance }
    }),
    payments: payments.map(({ createdAt, amount, status }) => ({ at: createdAt, amount, status })),
    states: Object.fromEntries(states.map(({ id, status }) => [nameOf.get(id), status])),
    balance: grants.reduce((sum, { remaining }) => sum + remaining, 0n),
  }
}

const north = {
  at: '2026-01-25T09:00Z',
  type: 'start',
  subscription: 'North',
  alignWith: 'sub_1',
  price: 'starter-monthly',
}

const STORIES: { title: string; events: object[]; charges: bigint[]; states: object }[] = [
  {
    title: 'one leaves while a payment fails, the other goes on, and a third was never concerned',
    events: [
      north,
      { at: '2026-01-26T09:00Z', type: 'start', subscription: 'Apart', price: 'starter-monthly' },
      { at: '2026-02-01T09:00Z', type: 'payments', outcome: 'decline' },
      { at: '2026-02-17T09:00Z', type: 'cancel', subscription: 'North', when: 'now', credit: 'balance' },
      { at: '2026-02-19T08:00Z', type: 'payments', outcome: 'success' },
    ],
    // North's 26 of 28 days are 26.93 and 5.12 of VAT: 104.72 − 32.05 = 72.67, after three attempts (15, 16, 18 February).
    charges: [7021n, 2338n, 3451n, 7267n, 3451n, 7021n],
    states: { sub_1: 'ACTIVE', North: 'CANCELED', Apart: 'ACTIVE' },
  },
  {
    title: 'what starts, ends its trial or comes back at the instant of a renewal is on its invoice',
    events: [
      north,
      {
        at: '2026-01-25T09:00Z',
        type: 'start',
        subscription: 'Planned',
        price: 'starter-monthly',
        startsAt: '2026-02-15T09:00Z',
      },
      // 21 calendar days from 25 January, 10:00 in Berlin: 15 February, 10:00.
      { at: '2026-01-25T09:00Z', type: 'start', subscription: 'Tried', price: 'starter-monthly', trialDays: 21 },
      { at: '2026-01-26T09:00Z', type: 'pause', subscription: 'North', until: '2026-02-15T09:00Z' },
      { at: '2026-01-27T09:00Z', type: 'grant', amount: '10.00' },
      { at: '2026-02-20T09:00Z', type: 'change', subscription: 'Tried', price: 'professional-monthly' },
      { at: '2026-02-21T09:00Z', type: 'cancel', subscription: 'Planned' },
    ],
    // (59.00 + 3 × 29.00) × 1.19 = 173.74, less 10.00 and what the pause gave back: 20 of 31 days, 18.71, with VAT 22.26.
    charges: [7021n, 2338n, 14148n, 2932n, 17493n],
    states: { sub_1: 'ACTIVE', North: 'ACTIVE', Planned: 'CANCELED', Tried: 'ACTIVE' },
  },
  {
    title: 'dunning to its end takes those on the invoice with it, and no other',
    events: [
      north,
      { at: '2026-01-26T09:00Z', type: 'start', subscription: 'Year', price: 'starter-yearly' },
      { at: '2026-02-01T09:00Z', type: 'payments', outcome: 'decline' },
    ],
    // Year: 290.00 × 1.19.
    charges: [7021n, 2338n, 34510n],
    states: { sub_1: 'CANCELED', North: 'CANCELED', Year: 'ACTIVE' },
  },
  {
    title: 'credit pays what is open, and what is left of it the next one first',
    events: [
      { at: '2026-02-01T09:00Z', type: 'payments', outcome: 'decline' },
      { at: '2026-02-17T09:00Z', type: 'grant', amount: '100.00' },
    ],
    // 100.00 − 70.21 = 29.79, so that 40.42 are tried in March.
    charges: [7021n],
    states: { sub_1: 'PAST_DUE' },
  },
]

test('a customer lives as the simulator says', async () => {
  const scenarios = STORIES.map(({ events }) => scenarioOf(events))
  const told = scenarios.map((scenario) => simulate(scenario))
  const lives = await live(scenarios)
  for (const [index, { title, charges, states }] of STORIES.entries()) {
    const { refusals, ...result } = told[index]!
    const expected = simulated(result)
    expect(refusals, title).toEqual([])
    expect(expected.states, title).toEqual(states)
    const charged = expected.payments.filter(({ status }) => status === 'SUCCEEDED').map(({ amount }) => amount)
    expect(charged, title).toEqual(charges)
    expect(await lived(lives[index]!), title).toEqual(expected)
  }
  expect(await brokenInvariants(new Date(END))).toEqual([])
})
