import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { subscribe } from '../support/checkout'
import { comeToRest } from '../support/pages'
import { signInStaff } from '../support/people'
import { takenFrom } from '../support/sandbox'
import { letPass } from '../support/time'

test('a second subscription beside the first: one charge and one invoice when they renew, each looked after by itself', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(240_000)
  const own = await (await browser.newContext({ baseURL })).newPage()
  const person = await subscribe(own)

  await test.step('staff begin one that renews together with the first', async () => {
    await signInStaff(page, 'ADMIN')
    await page.goto(`/admin/customers?q=${encodeURIComponent(person.company)}`)
    await page.getByRole('link', { name: person.company }).click()
    await page.getByRole('button', { name: 'Add a subscription…' }).click()
    const adding = page.getByRole('dialog')
    await adding.getByRole('combobox').first().selectOption({ label: 'Starter, monthly' })
    await adding.getByLabel('Name').fill('North portfolio')
    await expect(adding.getByLabel('Renews together with')).toContainText('Professional')
    // Minutes after the first began: nearly a whole period, 29.00 or a cent less.
    await expect(adding).toContainText(/€(29\.00|28\.99)/)
    await adding.getByRole('button', { name: 'Start', exact: true }).click()
    await expect(adding).toHaveCount(0, { timeout: 15_000 })
    await expect(page.getByRole('link', { name: 'North portfolio: Starter' })).toBeVisible()
    await expect.poll(() => takenFrom(person.email), { timeout: 20_000 }).toHaveLength(2)
  })

  await test.step('the customer sees both, and one charge that is made of both', async () => {
    await own.goto('/portal')
    const next = own.getByRole('region', { name: 'Next charge' })
    await expect(next).toContainText('€104.72') // 59.00 + 29.00, and 19 %
    await expect(next).toContainText('North portfolio: Starter, monthly')
    const both = own.getByRole('region', { name: 'Your subscriptions' })
    await expect(both.getByRole('link')).toHaveText(['Professional', 'North portfolio: Starter'])
    await comeToRest(own)
    expect((await new AxeBuilder({ page: own }).analyze()).violations).toEqual([])
  })

  await test.step('a month later there is one invoice, charged once', async () => {
    await letPass(page, 'A month')
    const taken = await takenFrom(person.email)
    expect(taken).toHaveLength(3)
    expect(taken).toContain(10472)
    await own.goto('/portal/invoices')
    await own.getByRole('link', { name: /^INV-/ }).first().click()
    await expect(own.getByRole('main')).toContainText('Professional, monthly')
    await expect(own.getByRole('main')).toContainText('North portfolio: Starter, monthly')
    await expect(own.getByRole('main')).toContainText('€104.72')
  })

  await test.step('one is canceled, the other goes on', async () => {
    await own.goto('/portal')
    await own.getByRole('link', { name: 'North portfolio: Starter' }).click()
    await own
      .getByRole('navigation', { name: 'Your subscriptions' })
      .getByRole('link', { name: 'Professional' })
      .click()
    await expect(own.getByRole('heading', { name: 'Professional', level: 2 })).toBeVisible()
    await own.getByRole('link', { name: 'North portfolio: Starter' }).click()
    await expect(own.getByRole('heading', { name: 'North portfolio: Starter', level: 2 })).toBeVisible()
    await comeToRest(own)
    expect((await new AxeBuilder({ page: own }).analyze()).violations).toEqual([])
    await own.getByRole('button', { name: 'Cancel subscription…' }).click()
    await own.getByRole('button', { name: /^Cancel on / }).click()
    await expect(own.getByText('North portfolio: Starter ends on').first()).toBeVisible()
    await own.goto('/portal')
    await expect(own.getByRole('region', { name: 'Next charge' })).toContainText('€70.21')
  })
  await own.context().close()
})
