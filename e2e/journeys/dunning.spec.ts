import { expect, test } from '@playwright/test'
import { CARDS, subscribe, typeCard } from '../support/checkout'
import { signInStaff } from '../support/people'
import { chargesOf } from '../support/sandbox'

test('an unpaid invoice in the queue: held, released, charged again, and gone once it is paid', async ({
  page,
  browser,
  baseURL,
}) => {
  const person = await subscribe(page)
  await test.step('the customer’s new card is refused at each charge', async () => {
    await page.goto('/portal/payment-methods/add')
    await typeCard(page, CARDS.failsLater)
    await page.getByRole('button', { name: 'Save payment method' }).click()
    await expect(page).toHaveURL(/\/portal\/payment-methods$/, { timeout: 20_000 })
  })

  const staff = await (await browser.newContext({ baseURL })).newPage()
  await signInStaff(staff, 'FINANCE')
  await test.step('staff issue an invoice, whose charge fails', async () => {
    await staff.goto(`/admin/customers?q=${encodeURIComponent(person.email)}`)
    await staff.getByRole('link', { name: person.company }).click()
    await staff.getByRole('link', { name: 'New invoice' }).click()
    await staff.getByLabel('Line 1: description').fill('Training')
    await staff.getByLabel('Price each').fill('100')
    await staff.getByRole('button', { name: 'Issue now' }).click()
    await staff.getByRole('dialog').getByRole('button', { name: 'Issue now' }).click()
    await expect(staff.getByRole('heading', { level: 1 })).toContainText('INV-')
  })

  const row = staff.getByRole('row').filter({ hasText: person.company })
  const act = async (name: string, confirm = name) => {
    await row.getByRole('button', { name: /^Actions for/ }).click()
    await staff.getByRole('menuitem', { name }).click()
    await staff.getByRole('dialog').getByRole('button', { name: confirm, exact: true }).click()
    await expect(staff.getByRole('dialog')).toHaveCount(0)
  }
  await expect(async () => {
    await staff.goto(`/admin/dunning?q=${encodeURIComponent(person.company)}`)
    await expect(row).toContainText('Retrying', { timeout: 2000 })
  }).toPass({ timeout: 30_000 })
  await expect(row).toContainText('€119.00')
  await expect(row).toContainText('1 of 5')

  await act('Put on hold')
  await expect(row).toContainText('On hold')
  await act('Release')
  await expect(row).toContainText('Retrying')

  await act('Charge now')
  // The plan's; then the invoice's, as it was issued and once more.
  await expect
    .poll(async () => (await chargesOf(person.email)).map(({ status }) => status))
    .toEqual(['failed', 'failed', 'succeeded'])
  await test.step('a transfer pays it, and it is in the queue no more', async () => {
    await staff.reload()
    await row.getByRole('button', { name: /^Actions for/ }).click()
    await staff.getByRole('menuitem', { name: 'Record a bank transfer…' }).click()
    const dialog = staff.getByRole('dialog')
    await dialog.getByLabel('Amount that arrived').fill('119')
    await dialog.getByLabel('Reference on the bank statement').fill(`NTRF ${person.company}`)
    await dialog.getByRole('button', { name: 'Record it' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(row).toHaveCount(0)
  })
  await staff.context().close()
})
