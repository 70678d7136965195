import { expect, test, type Browser, type Page } from '@playwright/test'
import { CARDS, subscribe, typeCard } from '../support/checkout'
import { signInStaff, type Person } from '../support/people'
import { chargesOf, mailTo, takenFrom } from '../support/sandbox'
import { letPass } from '../support/time'

interface Customer {
  page: Page
  person: Person
}

/** A customer in a browser of their own. */
async function newCustomer(browser: Browser, baseURL: string, plan: string): Promise<Customer> {
  const page = await (await browser.newContext({ baseURL })).newPage()
  return { page, person: await subscribe(page, { plan }) }
}

const plan = (page: Page) => page.getByRole('region', { name: 'Plan', exact: true })
const nextCharge = (page: Page) => page.getByRole('region', { name: 'Next charge' })

test('a month later: renewed, moved down, ended, and one whose card failed', async ({ page, browser, baseURL }) => {
  test.setTimeout(300_000)
  const [good, failing, smaller, leaving] = await Promise.all(
    ['professional', 'starter', 'professional', 'starter'].map((code) => newCustomer(browser, baseURL!, code)),
  )
  if (!good || !failing || !smaller || !leaving) throw new Error('four customers were asked for')

  await test.step('one changes to a card that will fail, one moves down, one cancels', async () => {
    await failing.page.goto('/portal/payment-methods/add')
    await typeCard(failing.page, CARDS.failsLater)
    await failing.page.getByRole('button', { name: 'Save payment method' }).click()
    await expect(failing.page.getByRole('listitem').filter({ hasText: '•••• 0341' })).toContainText('Default')

    await smaller.page.goto('/portal/subscription/change')
    await smaller.page.getByRole('link', { name: 'Choose Starter, monthly' }).click()
    await smaller.page.getByRole('button', { name: /^Change on / }).click()
    await expect(smaller.page.getByText('You move to Starter on').first()).toBeVisible()

    await leaving.page.goto('/portal/subscription')
    await leaving.page.getByRole('button', { name: 'Cancel subscription…' }).click()
    await leaving.page.getByRole('button', { name: /^Cancel on / }).click()
    await expect(leaving.page.getByText('Starter ends on').first()).toBeVisible()
  })

  await test.step('staff let a month and a day pass', async () => {
    await signInStaff(page, 'ADMIN')
    await letPass(page, 'A month')
    await letPass(page, 'A day')
  })

  await test.step('renewed: a second invoice, charged and mailed', async () => {
    expect(await takenFrom(good.person.email)).toEqual([7021, 7021])
    await good.page.goto('/portal/invoices')
    const invoices = good.page.getByRole('table', { name: 'Invoices' })
    await expect(invoices.getByRole('link', { name: /^INV-/ })).toHaveCount(2)
    const number = (await invoices.getByRole('link', { name: /^INV-/ }).first().textContent())!.trim()
    await expect(invoices.getByRole('row').filter({ hasText: number })).toContainText('Paid')
    await mailTo(good.person.email, new RegExp(`Receipt for invoice ${number}`))
    await good.page.goto('/portal')
    await expect(plan(good.page)).toContainText('Active')
  })

  await test.step('moved down: charged the smaller price', async () => {
    expect(await takenFrom(smaller.person.email)).toEqual([3451, 7021])
    await smaller.page.goto('/portal')
    await expect(plan(smaller.page)).toContainText('Starter')
    await expect(nextCharge(smaller.page)).toContainText('€34.51')
  })

  await test.step('cancelled: over, and charged no more', async () => {
    expect(await takenFrom(leaving.person.email)).toEqual([3451])
    await leaving.page.goto('/portal')
    await expect(leaving.page.getByText('Choose a plan to begin')).toBeVisible()
    await expect(leaving.page.getByText(/Starter ended on/)).toBeVisible()
  })

  await test.step('failed: staff try the card once more, which is refused again', async () => {
    const tries = (await chargesOf(failing.person.email)).length
    await page.goto(`/admin/invoices?q=${encodeURIComponent(failing.person.company)}&status=OPEN`)
    await page.getByRole('link', { name: /^INV-/ }).first().click()
    await page.getByRole('button', { name: 'Charge now' }).click()
    const question = page.getByRole('dialog', { name: 'Charge the default payment method now?' })
    await expect(question).toContainText('€34.51 is charged at once.')
    await question.getByRole('button', { name: 'Charge now' }).click()
    await expect.poll(async () => (await chargesOf(failing.person.email)).length).toBe(tries + 1)
    expect(await takenFrom(failing.person.email)).toEqual([3451])
  })

  await test.step('failed: past due, told by banner and email; paid by another card, active again', async () => {
    const { person, page: own } = failing
    expect(await takenFrom(person.email)).toEqual([3451])
    await mailTo(person.email, /Your payment of €34\.51 did not go through/)
    await own.goto('/portal')
    await expect(plan(own)).toContainText('Past due')
    const banner = own.getByRole('main').getByRole('alert').filter({ hasText: 'Your last payment of €34.51 failed' })
    await expect(banner).toContainText('Nothing was charged.')
    await banner.getByRole('link', { name: 'Pay €34.51' }).click()
    await own.getByText('Visa •••• 4242').click()
    await own.getByRole('button', { name: 'Pay €34.51' }).click()
    await expect(own.getByRole('heading', { level: 1 })).toContainText('INV-')
    await expect(own.getByRole('main')).toContainText('Paid', { timeout: 20_000 })
    await expect.poll(() => takenFrom(person.email)).toEqual([3451, 3451])
    await own.goto('/portal')
    await expect(plan(own)).toContainText('Active')
    await expect(banner).toHaveCount(0)
  })
  for (const { page: own } of [good, failing, smaller, leaving]) await own.context().close()
})
