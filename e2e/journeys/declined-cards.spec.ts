import { expect, test, type Page } from '@playwright/test'
import { answerBank, CARDS, fillAddress, orderSummary, payButton, typeCard } from '../support/checkout'
import { newPerson, signUp } from '../support/people'
import { chargesOf, takenFrom } from '../support/sandbox'

async function readyToPay(page: Page) {
  const person = newPerson()
  await signUp(page, person, '/portal/checkout?plan=starter')
  await fillAddress(page)
  // 29.00 + 19 % (5.51)
  await expect(orderSummary(page, 'Starter')).toContainText('Due today€34.51')
  return person
}

const subscribed = (page: Page) => page.getByRole('heading', { name: 'Starter is yours' })

test('a declined card says so, takes nothing and keeps the form; another card then works', async ({ page }) => {
  const person = await readyToPay(page)
  await typeCard(page, CARDS.declined)
  await payButton(page).click()
  const problem = page.getByRole('alert').filter({ hasText: 'Your card was declined' })
  await expect(problem).toContainText('Nothing was charged.')
  expect(await takenFrom(person.email)).toEqual([])
  await expect(page.getByLabel('Street and number')).toHaveValue('Torstraße 1')
  await expect(page.getByLabel('Company name')).toHaveValue(person.company)

  await typeCard(page, CARDS.insufficientFunds)
  await payButton(page).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('There is not enough money on this card')

  await typeCard(page, CARDS.good)
  await payButton(page).click()
  await expect(subscribed(page)).toBeVisible({ timeout: 20_000 })
  expect(await takenFrom(person.email)).toEqual([3451])
  expect((await chargesOf(person.email)).map(({ status }) => status)).toEqual(['succeeded', 'failed', 'failed'])
})

test('with 3-D Secure the plan starts once the bank has the answer', async ({ page }) => {
  const person = await readyToPay(page)
  await typeCard(page, CARDS.asksAlways)
  await payButton(page).click()
  await expect(page.getByRole('dialog', { name: 'Authenticate your payment' })).toBeVisible()
  expect(await takenFrom(person.email)).toEqual([])
  await answerBank(page, 'Complete')
  await expect(subscribed(page)).toBeVisible({ timeout: 20_000 })
  expect(await takenFrom(person.email)).toEqual([3451])
})

test('3-D Secure failed takes nothing; another card then works', async ({ page }) => {
  const person = await readyToPay(page)
  await typeCard(page, CARDS.asksAlways)
  await payButton(page).click()
  await answerBank(page, 'Fail')
  const problem = page.getByRole('alert').filter({ hasText: 'Your bank could not confirm that it is you' })
  await expect(problem).toContainText('Nothing was charged.')
  expect(await takenFrom(person.email)).toEqual([])

  await typeCard(page, CARDS.good)
  await payButton(page).click()
  await expect(subscribed(page)).toBeVisible({ timeout: 20_000 })
  expect(await takenFrom(person.email)).toEqual([3451])
})

test('details of a card that cannot be right are refused beside the field', async ({ page }) => {
  const person = await readyToPay(page)
  await typeCard(page, '4242424242424241')
  await payButton(page).click()
  const frame = page.getByTitle('Secure payment input frame').contentFrame()
  await expect(frame.getByText('Your card number is invalid.')).toBeVisible()
  expect(await chargesOf(person.email)).toEqual([])
})
