import { expect, test } from 'vitest'
import { sandboxUnderTest, withoutRedirects } from '../testing-client'

const { stripe } = await sandboxUnderTest()

/** Far below what a quiet machine does (some hundreds a second), so that it only fails when something is wrong. */
const FLOOR = 20

test('payments are made at a rate that lets a demo be seeded', async () => {
  const { id: customer } = await stripe.customers.create()
  const { id: payment_method } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  const pay = () =>
    stripe.paymentIntents.create({
      amount: 4200,
      currency: 'eur',
      customer,
      payment_method,
      confirm: true,
      off_session: true,
      ...withoutRedirects,
    })
  let left = 400
  const start = performance.now()
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (left-- > 0) await pay()
    }),
  )
  const rate = Math.round(400 / ((performance.now() - start) / 1000))
  console.info(`sandbox: ${rate} payments a second, client and sandbox in one process`)
  expect(rate).toBeGreaterThan(FLOOR)
})
