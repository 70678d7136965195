import { expect, test } from '@playwright/test'
import { subscribe } from '../support/checkout'
import { signInStaff } from '../support/people'
import { takenFrom } from '../support/sandbox'

test('an invoice by hand: its sums beside it, kept as a draft, opened again', async ({ page, browser, baseURL }) => {
  const person = await subscribe(page)
  const staff = await (await browser.newContext({ baseURL })).newPage()
  await signInStaff(staff, 'FINANCE')
  await staff.goto(`/admin/customers?q=${encodeURIComponent(person.email)}`)
  await staff.getByRole('link', { name: person.company }).click()
  await staff.getByRole('link', { name: 'New invoice' }).click()

  const sums = staff.getByRole('region', { name: 'What it comes to' })
  await test.step('what it comes to is beside it, line by line', async () => {
    await staff.getByLabel('Line 1: description').fill('Training')
    await staff.getByLabel('Quantity').fill('2')
    await staff.getByLabel('Price each').fill('ten')
    await expect(sums).toContainText('Line 1: This is not an amount.')
    await staff.getByLabel('Price each').fill('100')
    // 200.00 + 19 %.
    await expect(sums).toContainText('€238.00')
    await staff.getByRole('button', { name: 'Add a line' }).click()
    await staff.getByLabel('Line 2: description').fill('Handbook')
    await staff.getByLabel('Price each').nth(1).fill('11.90')
    await staff.getByLabel('VAT').nth(1).selectOption('Inside the price')
    await expect(sums).toContainText('€249.90')
  })

  await test.step('kept as a draft, it can be changed', async () => {
    await staff.getByRole('button', { name: 'Save as draft' }).click()
    await expect(staff.getByRole('heading', { level: 1 })).toContainText('Draft')
    await staff.getByRole('link', { name: 'Change', exact: true }).click()
    await staff.getByRole('button', { name: 'Remove line 2' }).click()
    await expect(sums).toContainText('€238.00')
  })
  // It has no number, and nothing was charged for it.
  expect(await takenFrom(person.email)).toEqual([7021])
  await staff.context().close()
})
