import { expect, test } from '@playwright/test'
import { fillAddress, orderSummary, payButton } from '../support/checkout'
import { newPerson, signInStaff, signUp } from '../support/people'
import { chargesOf, mailTo, takenFrom } from '../support/sandbox'
import { letPass } from '../support/time'

test('by direct debit: the plan starts when the bank has paid, days later', async ({ page, browser, baseURL }) => {
  test.setTimeout(180_000)
  const person = newPerson()
  await signUp(page, person, '/portal/checkout?plan=professional')
  await fillAddress(page)
  await expect(orderSummary(page)).toContainText('VAT 19% (DE)')

  await test.step('an IBAN that cannot be right is refused beside the field', async () => {
    const frame = page.getByTitle('Secure payment input frame').contentFrame()
    await frame.getByRole('tab', { name: 'SEPA Debit' }).click()
    await frame.getByLabel('Email').fill(person.email)
    await frame.getByLabel('Full name').fill(person.name)
    await frame.getByLabel('IBAN').fill('DE00370400440532013000')
    await payButton(page).click()
    await expect(frame.getByText('The IBAN you entered is invalid.')).toBeVisible()
    expect(await chargesOf(person.email)).toEqual([])
    await frame.getByLabel('IBAN').fill('DE89370400440532013000')
  })

  await test.step('ordered, it waits for the bank, and nobody is asked to pay again', async () => {
    await payButton(page).click()
    await expect(page.getByRole('heading', { name: 'Your bank is working on it' })).toBeVisible({ timeout: 20_000 })
    await page.goto('/portal')
    await expect(page.getByRole('main')).toContainText('A payment of €70.21 is on its way')
    await expect(page.getByRole('link', { name: /^Pay €/ })).toHaveCount(0)
    expect(await takenFrom(person.email)).toEqual([])
  })

  const staff = await (await browser.newContext({ baseURL })).newPage()
  await signInStaff(staff, 'ADMIN')
  await letPass(staff, 'A week')

  expect(await takenFrom(person.email)).toEqual([7021])
  await mailTo(person.email, /Receipt for invoice INV-/)
  await page.goto('/portal')
  await expect(page.getByRole('region', { name: 'Plan', exact: true })).toContainText('Active')
  await page.goto('/portal/payment-methods')
  await expect(page.getByRole('listitem').filter({ hasText: '3000' })).toContainText('Default')
  await staff.context().close()
})
