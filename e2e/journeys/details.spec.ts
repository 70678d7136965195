import { expect, test } from '@playwright/test'
import { fillAddress, subscribe } from '../support/checkout'

test('a new address stands on the next invoice, and not on those before', async ({ page }) => {
  const person = await subscribe(page, { plan: 'starter' })
  await page.goto('/portal/details')

  await test.step('a VAT id that cannot be right is refused, and nothing is saved', async () => {
    await fillAddress(page, { country: 'DE', street: 'Hafenstraße 9', postalCode: '20457', city: 'Hamburg' })
    await page.getByLabel('VAT id').fill('DE123')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByText('This is not a valid VAT id.')).toBeVisible()
    await expect(page.getByLabel('VAT id')).toBeFocused()
    await expect(page.getByLabel('Street and number')).toHaveValue('Hafenstraße 9')
    const other = await page.context().newPage()
    await other.goto('/portal/details')
    await expect(other.getByLabel('Street and number')).toHaveValue('Torstraße 1')
    await other.close()
  })

  await test.step('a right one is kept, to be confirmed', async () => {
    await page.getByLabel('VAT id').fill('de 136 695 976')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByText('Billing details saved')).toBeVisible()
    await page.reload()
    await expect(page.getByLabel('Street and number')).toHaveValue('Hafenstraße 9')
    await expect(page.getByLabel('VAT id')).toHaveValue('DE136695976')
  })

  await test.step('the next invoice has it, the first one keeps what it said', async () => {
    await page.goto('/portal/subscription/change')
    await page.getByRole('link', { name: 'Choose Enterprise, monthly' }).click()
    await page.getByRole('button', { name: /^Change and pay €/ }).click()
    await expect(page).toHaveURL(/\/portal\/subscription$/)
    await page.goto('/portal/invoices')
    const invoices = page.getByRole('table', { name: 'Invoices' }).getByRole('link', { name: /^INV-/ })
    await expect(invoices).toHaveCount(2)
    await invoices.first().click()
    await expect(page.getByRole('article')).toContainText('Hafenstraße 9')
    await expect(page.getByRole('article')).toContainText('DE136695976')
    await page.goto('/portal/invoices')
    await invoices.last().click()
    await expect(page.getByRole('article')).toContainText(person.company)
    await expect(page.getByRole('article')).toContainText('Torstraße 1')
    await expect(page.getByRole('article')).not.toContainText('Hafenstraße')
  })
})
