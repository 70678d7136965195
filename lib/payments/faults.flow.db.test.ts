import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CheckOutResult } from '@/lib/checkout/check-out'
import { BillingError } from '@/lib/platform/errors'
import { closeJobs } from '@/lib/runtime/run-jobs'
import { loseEverything } from '@/lib/runtime/testing/lose-everything'
import { makeImpatient } from '@/lib/runtime/testing/stripe-calls'
import {
  brokenInvariants,
  confirmInBrowser,
  createWorld,
  newCustomer,
  START,
  startCheckout,
  takenPerInvoice,
} from '@/lib/runtime/testing/world'
import { getSubscription } from '@/lib/subscriptions/read-subscriptions'
import { reconcilePayment } from './reconcile-payment'

// Every call to Stripe that a journey makes is lost in every way there is: the calls are found by recording the journey,
// and those that only a recovery makes by recording the recoveries. Starter, monthly, in Germany: 29.00 + 19 % = 34.51.
// Renewals and refunds: see faults-off-session.

beforeAll(async () => {
  makeImpatient()
  await createWorld()
})
afterAll(closeJobs)

/** Whoever is in front of the screen gets a sentence, not a stack trace. */
const onError = (error: unknown, lost: string) => expect(error, lost).toBeInstanceOf(BillingError)

interface Buyer {
  customerId: string
  checkout?: CheckOutResult & { paymentId: string }
}
const newBuyer = async (): Promise<Buyer> => ({ customerId: await newCustomer() })
/** Presses the button; once more if it was pressed before, which must not make a second payment. */
async function press(buyer: Buyer): Promise<void> {
  const checkout = await startCheckout({ customerId: buyer.customerId, plan: 'starter' })
  if (buyer.checkout) expect(checkout).toEqual(buyer.checkout)
  buyer.checkout = checkout
}
async function confirm({ checkout }: Buyer): Promise<void> {
  expect(await confirmInBrowser({ clientSecret: checkout!.clientSecret, number: '4242424242424242' })).toBe(200)
}
async function comeBack({ checkout }: Buyer): Promise<void> {
  const { status } = await reconcilePayment({ paymentId: checkout!.paymentId, now: START })
  expect(['SUCCEEDED', 'REQUIRES_ACTION']).toContain(status)
}
async function finish(buyer: Buyer): Promise<void> {
  const { status } = await reconcilePayment({ paymentId: buyer.checkout!.paymentId, now: START })
  if (status !== 'SUCCEEDED') {
    await confirm(buyer)
    await comeBack(buyer)
  }
  expect((await getSubscription(buyer.checkout!.subscriptionId)).status).toBe('ACTIVE')
}

describe('at the checkout a lost call costs no more than another press of the button', () => {
  test('when the button is pressed', async () => {
    const { calls } = await loseEverything({ prepare: newBuyer, step: press, finish, onError })
    expect(calls).toEqual(['POST /v1/customers', 'POST /v1/payment_intents'])
  })

  test('when the page is loaded again', async () => {
    const prepare = async () => {
      const buyer = await newBuyer()
      await press(buyer)
      return buyer
    }
    expect((await loseEverything({ prepare, step: press, finish, onError })).calls).toEqual([
      'GET /v1/payment_intents/*',
    ])
  })

  test('when the customer comes back from paying', async () => {
    const prepare = async () => {
      const buyer = await newBuyer()
      await press(buyer)
      await confirm(buyer)
      return buyer
    }
    expect((await loseEverything({ prepare, step: comeBack, finish, onError })).calls).toEqual([
      'GET /v1/payment_intents/*',
    ])
  })

  test('and each invoice was paid by one payment, at Stripe as here', async () => {
    expect(await brokenInvariants(START)).toEqual([])
    const taken = [...(await takenPerInvoice()).values()]
    expect(taken.length).toBeGreaterThan(50)
    expect(new Set(taken.map(String))).toEqual(new Set(['3451']))
  })
})
