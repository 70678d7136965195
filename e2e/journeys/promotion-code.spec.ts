import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { fillAddress, orderSummary, payButton, typeCard, CARDS } from '../support/checkout'
import { newPerson, signInStaff, signUp } from '../support/people'
import { takenFrom } from '../support/sandbox'

test('staff make a coupon, a customer redeems its code, staff see who did and give credit for the next charge', async ({
  page,
  browser,
}) => {
  const code = `E2E-${randomUUID().slice(0, 8)}`.toUpperCase()
  const person = newPerson()
  const office = await browser.newContext()
  const staff = await office.newPage()

  await test.step('a coupon: 20% off the first two periods of Professional', async () => {
    await signInStaff(staff, 'ADMIN')
    await staff.goto('/admin/coupons')
    await staff.getByRole('link', { name: 'New coupon' }).click()
    await staff.getByLabel('Name').fill(`Autumn ${code}`)
    await staff.getByRole('button', { name: 'Create the coupon' }).click()
    await expect(staff.getByLabel('Percent')).toBeFocused()
    await staff.getByLabel('Percent').fill('20')
    await staff.getByLabel('How long').selectOption('Several periods')
    await staff.getByLabel('Number of periods').fill('2')
    await staff.getByLabel('Professional').check()
    await staff.getByLabel('Code').fill(code.toLowerCase())
    await staff.getByRole('button', { name: 'Create the coupon' }).click()
    await expect(staff.getByRole('heading', { level: 1 })).toContainText(`Autumn ${code}`)
    await expect(staff.getByRole('main')).toContainText('20% off the first 2 periods')
  })

  await signUp(page, person, '/portal/checkout?plan=professional')
  const summary = orderSummary(page)
  await test.step('a wrong code is refused, the right one changes the total at once', async () => {
    await fillAddress(page)
    await expect(summary).toContainText('Due today€70.21')
    await summary.getByRole('button', { name: 'Promotion code' }).click()
    await summary.getByLabel('Promotion code').fill('nope-nope')
    await summary.getByRole('button', { name: 'Apply' }).click()
    await expect(summary).toContainText('We do not know this code.')
    await summary.getByLabel('Promotion code').fill(code.toLowerCase())
    await summary.getByLabel('Promotion code').press('Enter')
    // 59.00 − 11.80 = 47.20 + 8.97.
    await expect(summary).toContainText('Net€59.00Discount−€11.80VAT 19% (DE)€8.97Due today€56.17')
    await expect(payButton(page)).toHaveText('Subscribe and pay €56.17')
  })

  await test.step('that is what is charged, and the subscription shows it', async () => {
    await typeCard(page, CARDS.good)
    await payButton(page).click()
    await expect(page.getByRole('heading', { name: 'Professional is yours' })).toBeVisible({ timeout: 20_000 })
    expect(await takenFrom(person.email)).toEqual([5617])
    await page.goto('/portal/subscription')
    await expect(page.getByRole('main')).toContainText('20% off the first 2 periods')
  })

  await test.step('staff see the redemption, and give credit', async () => {
    await staff.reload()
    await staff.getByRole('table', { name: 'Redemptions' }).getByRole('link', { name: person.company }).click()
    await staff.getByRole('button', { name: 'Give credit' }).click()
    const dialog = staff.getByRole('dialog')
    await dialog.getByLabel('Amount, VAT included').fill('6.17')
    await dialog.getByLabel('Reason').fill('For the wait')
    await dialog.getByRole('button', { name: 'Give credit' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(staff.getByRole('region', { name: 'Balance' })).toContainText('€6.17')
  })

  await test.step('the customer sees what it will pay', async () => {
    await page.goto('/portal/balance')
    await expect(page.getByRole('main')).toContainText('€6.17')
    await expect(page.getByRole('list', { name: 'Movements of the balance' })).toContainText('For the wait')
    await page.goto('/portal')
    await expect(page.getByRole('region', { name: 'Next charge' })).toContainText('From the balance−€6.17To pay€50.00')
  })
  await office.close()
})
