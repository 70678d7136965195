import { expect, test } from '@playwright/test'
import { answerBank, CARDS, fillAddress, orderSummary, payButton, typeCard } from '../support/checkout'
import { newPerson, signUp } from '../support/people'
import { takenFrom } from '../support/sandbox'

const CHECKOUT = '/portal/checkout?plan=professional'

test('a double click on "pay" takes the money once', async ({ page }) => {
  const person = newPerson()
  await signUp(page, person, CHECKOUT)
  await fillAddress(page)
  await expect(orderSummary(page)).toContainText('€70.21')
  await typeCard(page, CARDS.good)
  await payButton(page).dblclick()
  await expect(page.getByRole('heading', { name: 'Professional is yours' })).toBeVisible({ timeout: 20_000 })
  expect(await takenFrom(person.email)).toEqual([7021])
})

test('paying in two tabs at once takes the money once', async ({ page, context }) => {
  const person = newPerson()
  await signUp(page, person, CHECKOUT)
  const other = await context.newPage()
  await other.goto(CHECKOUT)
  for (const tab of [page, other]) {
    await tab.bringToFront()
    await fillAddress(tab)
    await expect(orderSummary(tab)).toContainText('€70.21')
    await typeCard(tab, CARDS.good)
  }
  await Promise.all([payButton(page).click(), payButton(other).click()])
  // Whichever loses the race is told the truth: paid already, or a plan that runs already.
  await expect(async () => {
    const headings = await Promise.all([page, other].map((tab) => tab.getByRole('heading', { level: 1 }).textContent()))
    expect(headings).toContain('Professional is yours')
  }).toPass({ timeout: 20_000 })
  expect(await takenFrom(person.email)).toEqual([7021])

  for (const tab of [page, other]) {
    await tab.goto('/portal/invoices')
    await expect(tab.getByRole('table', { name: 'Invoices' }).getByRole('link', { name: /^INV-/ })).toHaveCount(1)
  }
})

test('a reload while the bank asks leads back to the same order, which is paid once', async ({ page }) => {
  const person = newPerson()
  await signUp(page, person, CHECKOUT)
  await fillAddress(page)
  await expect(orderSummary(page)).toContainText('€70.21')
  await typeCard(page, CARDS.asksAlways)
  await payButton(page).click()
  await expect(page.getByRole('dialog', { name: 'Authenticate your payment' })).toBeVisible()

  await page.reload()
  await expect(page.getByRole('status')).toContainText('Your order is waiting for its payment')
  await expect(page.getByLabel('Street and number')).toHaveValue('Torstraße 1')
  await expect(orderSummary(page)).toContainText('Due today€70.21')
  await typeCard(page, CARDS.asksAlways)
  await payButton(page).click()
  await answerBank(page, 'Complete')
  await expect(page.getByRole('heading', { name: 'Professional is yours' })).toBeVisible({ timeout: 20_000 })
  expect(await takenFrom(person.email)).toEqual([7021])

  await page.goto('/portal/invoices')
  await expect(page.getByRole('table', { name: 'Invoices' }).getByRole('link', { name: /^INV-/ })).toHaveCount(1)
})

test('who comes back to the checkout after paying is not asked to pay again', async ({ page }) => {
  const person = newPerson()
  await signUp(page, person, CHECKOUT)
  await fillAddress(page)
  await expect(orderSummary(page)).toContainText('€70.21')
  await typeCard(page, CARDS.good)
  await payButton(page).click()
  await expect(page.getByRole('heading', { name: 'Professional is yours' })).toBeVisible({ timeout: 20_000 })
  await page.goto(CHECKOUT)
  await expect(page).toHaveURL(/\/portal\/subscription\/change/)
  expect(await takenFrom(person.email)).toEqual([7021])
})
