import { expect, test } from '@playwright/test'
import { subscribe } from '../support/checkout'
import { signInStaff } from '../support/people'

test('staff allow one customer more than the plan, see before what changes, take it back, and cap the overage', async ({
  page,
  browser,
  baseURL,
}) => {
  const person = await subscribe(page, { plan: 'starter' })
  const users = page.getByRole('meter', { name: 'Users' })
  await page.goto('/portal/usage')
  await expect(users).toHaveAttribute('aria-valuetext', /of 3 users/)

  const staff = await (await browser.newContext({ baseURL })).newPage()
  await signInStaff(staff, 'SUPPORT')
  await staff.goto(`/admin/customers?q=${encodeURIComponent(person.email)}`)
  await staff.getByRole('link', { name: person.company }).click()
  const section = staff.getByRole('region', { name: 'Overrides' })
  const dialog = staff.getByRole('dialog')
  await section.getByRole('button', { name: 'Add override' }).click()
  await dialog.getByLabel('Feature or meter').selectOption('Users')
  await dialog.getByLabel('Value').fill('25')
  await expect(dialog).toContainText('Give a reason')
  await dialog.getByLabel('Reason').fill('Pilot until the autumn')
  await expect(dialog).toContainText('25, refuse')
  await dialog.getByRole('button', { name: 'Add override' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(section).toContainText('Users: 25')
  await expect(section).toContainText('Pilot until the autumn')

  await page.reload()
  await expect(users).toHaveAttribute('aria-valuetext', /of 25 users/)
  await section.getByRole('button', { name: 'Remove' }).click()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(section).toContainText('This customer has what the plans say.')
  await page.reload()
  await expect(users).toHaveAttribute('aria-valuetext', /of 3 users/)

  await test.step('and cap for them what may be spent beyond it', async () => {
    const limits = staff.getByRole('region', { name: 'Limits and alerts' })
    await limits.getByLabel(/Spend cap/).fill('much')
    await limits.getByRole('button', { name: 'Save limits' }).click()
    await expect(limits).toContainText('Enter an amount such as 250.00.')
    await limits.getByLabel(/Spend cap/).fill('120.00')
    await limits.getByRole('button', { name: 'Save limits' }).click()
    await expect(staff.getByText('The limits were saved.')).toBeVisible()
    await page.reload()
    await expect(page.getByLabel(/Spend cap per/)).toHaveValue('120.00')
  })
  await staff.context().close()
})
