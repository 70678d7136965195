import { expect, test } from '@playwright/test'
import { subscribe } from '../support/checkout'
import { signInStaff } from '../support/people'
import { takenFrom } from '../support/sandbox'

test('an unpaid invoice is voided and billed again: the old number stays, the new one is charged', async ({
  page,
  browser,
  baseURL,
}) => {
  const person = await subscribe(page)
  const staff = await (await browser.newContext({ baseURL })).newPage()
  await signInStaff(staff, 'FINANCE')
  await staff.goto(`/admin/customers?q=${encodeURIComponent(person.email)}`)
  await staff.getByRole('link', { name: person.company }).click()
  await staff.getByRole('link', { name: 'New invoice' }).click()
  await staff.getByLabel('Line 1: description').fill('Training')
  await staff.getByLabel('Price each').fill('100')
  await staff.getByLabel('How it is paid').selectOption('Sent by email, paid by the customer')
  await staff.getByRole('button', { name: 'Issue now' }).click()
  await staff.getByRole('dialog').getByRole('button', { name: 'Issue now' }).click()
  const heading = staff.getByRole('heading', { level: 1 })
  await expect(heading).toContainText('INV-')
  const first = (await heading.textContent())!.match(/INV-\d+-\d+/)![0]
  const address = staff.url()

  await staff.getByRole('button', { name: 'Void and bill again' }).click()
  const dialog = staff.getByRole('dialog')
  await dialog.getByLabel('Reason').fill('Wrong company')
  await dialog.getByRole('button', { name: 'Bill again' }).click()
  await expect(staff).not.toHaveURL(address)
  await expect(heading).toContainText('INV-')
  await expect(heading).not.toContainText(first)
  await staff.goto(address)
  await expect(heading).toContainText(first)
  await expect(heading.locator('..')).toContainText('Void')
  // The one that stands is sent like the first: nothing but the subscription was charged.
  expect(await takenFrom(person.email)).toEqual([7021])
  await staff.context().close()
})
