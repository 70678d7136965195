import { expect, type Locator, type Page } from '@playwright/test'
import { newPerson, signUp, type Person } from './people'

/** Test cards by what they do (sandbox/stripe/test-cards.ts). */
export const CARDS = {
  good: '4242424242424242',
  mastercard: '5555555555554444',
  declined: '4000000000000002',
  insufficientFunds: '4000000000009995',
  failsLater: '4000000000000341',
  asksAlways: '4000002760003184',
} as const

export const BERLIN = { country: 'DE', street: 'Torstraße 1', postalCode: '10119', city: 'Berlin' }

/** Fills in the invoice address, and waits until the total is that of its country. */
export async function fillAddress(page: Page, address = BERLIN): Promise<void> {
  await page.getByLabel('Country', { exact: true }).selectOption(address.country)
  await page.getByLabel('Street and number').fill(address.street)
  await page.getByLabel('Post code').fill(address.postalCode)
  await page.getByLabel('City').fill(address.city)
}

/** Types a card into the payment provider's frame. */
export async function typeCard(page: Page, number: string): Promise<void> {
  const frame = page.getByTitle('Secure payment input frame').contentFrame()
  await frame.getByLabel('Card number').fill(number)
  await frame.getByLabel('Expiration date').fill('1234')
  await frame.getByLabel('Security code').fill('123')
}

/** What the order costs, beside the form. */
export const orderSummary = (page: Page, plan = 'Professional'): Locator => page.getByRole('region', { name: plan })

/** The button is ready when it names the whole amount. */
export const payButton = (page: Page): Locator => page.getByRole('button', { name: /^Subscribe and pay €/ })

/** Answers the bank's question in its frame. */
export async function answerBank(page: Page, answer: 'Complete' | 'Fail'): Promise<void> {
  await page.getByTitle('3D Secure authentication').contentFrame().getByRole('button', { name: answer }).click()
}

/** A new customer in Berlin who has just subscribed and paid: €59.00 + 19 % = €70.21 for Professional. */
export async function subscribe(
  page: Page,
  { plan = 'professional', card = CARDS.good as string, person = newPerson() } = {},
): Promise<Person> {
  await signUp(page, person, `/portal/checkout?plan=${plan}`)
  await fillAddress(page)
  await expect(orderSummary(page, plan[0]!.toUpperCase() + plan.slice(1))).toContainText('VAT 19% (DE)')
  await typeCard(page, card)
  await payButton(page).click()
  await expect(page.getByRole('heading', { name: /is yours$/ })).toBeVisible({ timeout: 20_000 })
  return person
}
