import { expect, test, type Browser, type Page } from '@playwright/test'
import { CARDS, subscribe, typeCard } from '../support/checkout'
import { newPerson, signInStaff, signUp } from '../support/people'
import { mailTo, takenFrom } from '../support/sandbox'

test('a pause gives the unused rest back to the balance, and the plan goes on when it is resumed', async ({ page }) => {
  const person = await subscribe(page)
  await page.goto('/portal/subscription')
  await page.getByRole('button', { name: 'Pause…' }).click()
  const pausing = page.getByRole('dialog', { name: 'Pause the subscription?' })
  // Minutes of the month are used, so all of it comes back, or a cent less.
  await expect(pausing).toContainText(/To the balance€70\.(21|20)/)
  await pausing.getByRole('button', { name: 'Pause now' }).click()
  await expect(page.getByRole('heading', { name: 'Subscription' }).locator('..')).toContainText('Paused')
  await expect(page.getByRole('main')).toContainText('Your subscription is paused')
  await mailTo(person.email, /paused/i)

  await page.getByRole('button', { name: 'Resume…' }).click()
  const resuming = page.getByRole('dialog', { name: 'Resume the subscription?' })
  await expect(resuming).toContainText(/Paid from the balance€70\.(21|20)/)
  await resuming.getByRole('button', { name: 'Resume now' }).click()
  await expect(page.getByRole('heading', { name: 'Subscription' }).locator('..')).toContainText('Active')
  await expect.poll(async () => (await takenFrom(person.email))[0]).toBeLessThanOrEqual(7021)
  expect((await takenFrom(person.email)).filter((amount) => amount > 1)).toEqual([7021])
})

/** Somebody in a trial of 14 days that staff began, without a card, on a page of their own. */
async function trialist(page: Page, { browser, baseURL }: { browser: Browser; baseURL: string | undefined }) {
  const person = newPerson('Theo Test')
  const own = await (await browser.newContext({ baseURL })).newPage()
  await signUp(own, person, '/portal/details')
  await own.getByLabel('Country', { exact: true }).selectOption('DE')
  await own.getByLabel('Street and number').fill('Torstraße 1')
  await own.getByLabel('Post code').fill('10119')
  await own.getByLabel('City').fill('Berlin')
  await own.getByRole('button', { name: 'Save changes' }).click()
  await expect(own.getByText(/saved/i).first()).toBeVisible()

  await signInStaff(page, 'ADMIN')
  await page.goto(`/admin/customers?q=${encodeURIComponent(person.company)}`)
  await page.getByRole('link', { name: person.company }).click()
  await page.getByRole('button', { name: 'Start a subscription…' }).click()
  const starting = page.getByRole('dialog')
  await starting.getByLabel('Days of trial').fill('14')
  await expect(starting).toContainText('Free until')
  await starting.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(starting).toHaveCount(0, { timeout: 15_000 })

  await own.goto('/portal')
  await expect(own.getByRole('region', { name: 'Plan', exact: true })).toContainText('Trial')
  await expect(own.getByRole('main')).toContainText('Your trial ends on')
  return { person, own }
}

test('staff begin a trial without a card, prolong it, and end it', async ({ page, browser, baseURL }) => {
  const { person, own } = await trialist(page, { browser, baseURL })
  await page.goto(`/admin/subscriptions?q=${encodeURIComponent(person.company)}`)
  await page.getByRole('link', { name: person.company }).click()
  await page.getByRole('button', { name: 'Extend trial…' }).click()
  const longer = page.getByRole('dialog')
  await longer.getByLabel('Further days').fill('7')
  await expect(longer).toContainText('New end')
  await longer.getByRole('button', { name: 'Extend', exact: true }).click()
  await expect(longer).toHaveCount(0, { timeout: 15_000 })

  await page.getByRole('button', { name: 'End now…' }).click()
  const ending = page.getByRole('dialog')
  await expect(ending).toContainText('Nothing is charged or credited now')
  await ending.getByRole('button', { name: 'End now', exact: true }).click()
  await expect(ending).toHaveCount(0, { timeout: 15_000 })
  await own.goto('/portal')
  await expect(own.getByText('Choose a plan to begin')).toBeVisible()
  expect(await takenFrom(person.email)).toEqual([])
  await own.context().close()
})

test('a customer in a trial adds a card and starts paying now, as the preview says', async ({
  page,
  browser,
  baseURL,
}) => {
  const { person, own } = await trialist(page, { browser, baseURL })
  await own.goto('/portal/subscription')
  await own.getByRole('link', { name: 'Add a payment method to start paying' }).click()
  await typeCard(own, CARDS.good)
  await own.getByRole('button', { name: 'Save payment method' }).click()
  await expect(own.getByRole('listitem').filter({ hasText: '•••• 4242' })).toContainText('Default')
  await own.goto('/portal/subscription')
  await own.getByRole('button', { name: 'Start paying now…' }).click()
  const paying = own.getByRole('dialog', { name: 'Start paying now?' })
  await expect(paying).toContainText('Renews on')
  // Starter: 29.00 + 19 %.
  await expect(paying).toContainText('Charged now€34.51')
  await paying.getByRole('button', { name: 'Start and pay' }).click()
  await expect(paying).toHaveCount(0, { timeout: 15_000 })
  await expect(own.getByRole('heading', { name: 'Subscription' }).locator('..')).toContainText('Active')
  await expect.poll(() => takenFrom(person.email)).toEqual([3451])
  await expect(own.getByRole('button', { name: 'Start paying now…' })).toHaveCount(0)
  await own.context().close()
})

test('a customer adds a subscription for another portfolio, charged as its preview says', async ({ page }) => {
  const person = await subscribe(page)
  await page.goto('/portal/subscription')
  await page.getByRole('button', { name: 'Add a subscription…' }).click()
  const adding = page.getByRole('dialog', { name: 'Add a subscription' })
  await adding.getByLabel('Plan and rhythm').selectOption({ label: 'Starter, monthly, €29.00' })
  await adding.getByLabel('Name').fill('North portfolio')
  await expect(adding.getByLabel('Renews together with').locator('option:checked')).toHaveText('Professional')
  // Minutes into the month of the other, its share is all of it, or a cent less: 29.00 + 19 %.
  await expect(adding).toContainText(/Charged now€34\.(51|50)/)
  await adding.getByLabel('Renews together with').selectOption('None: its own day')
  await expect(adding).toContainText('Charged now€34.51')
  await adding.getByRole('button', { name: 'Add and pay' }).click()
  await expect(adding).toHaveCount(0)
  const both = page.getByRole('navigation', { name: 'Your subscriptions' }).getByRole('link')
  await expect(both).toHaveText(['Professional', 'North portfolio: Starter'])
  await expect.poll(() => takenFrom(person.email)).toEqual([3451, 7021])
})
