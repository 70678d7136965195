import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { fillAddress, orderSummary, payButton, typeCard, CARDS } from '../support/checkout'
import { fillSignUp, newPerson } from '../support/people'
import { readText } from '@/lib/invoices/pdf/testing/read-pdf'
import { attachmentOf, mailTo, takenFrom } from '../support/sandbox'

test('from the prices to a paid invoice, its PDF and its email', async ({ page }) => {
  const person = newPerson()
  await page.goto('/pricing')
  await page.getByRole('link', { name: 'Choose Professional' }).click()
  await fillSignUp(page, person)

  await test.step('the total follows the address', async () => {
    await expect(page.getByRole('heading', { name: 'Subscribe', level: 1 })).toBeVisible()
    const summary = orderSummary(page)
    await expect(summary).toContainText('VAT is added once you choose your country.')
    // 59.00 net; 21 % of it is 12.39, 19 % is 11.21; a business outside the EU pays none.
    await page.getByLabel('Country', { exact: true }).selectOption('NL')
    await expect(summary).toContainText('Net€59.00VAT 21% (NL)€12.39Due today€71.39')
    await page.getByLabel('Country', { exact: true }).selectOption('US')
    await expect(summary).toContainText('Outside EU VAT€0.00Due today€59.00')
    await fillAddress(page)
    await expect(summary).toContainText('Net€59.00VAT 19% (DE)€11.21Due today€70.21')
    await expect(payButton(page)).toHaveText('Subscribe and pay €70.21')
  })

  await typeCard(page, CARDS.good)
  await payButton(page).click()
  await expect(page.getByRole('heading', { name: 'Professional is yours' })).toBeVisible({ timeout: 20_000 })
  expect(await takenFrom(person.email)).toEqual([7021])

  await page.getByRole('link', { name: 'Go to the overview' }).click()
  await expect(page.getByRole('region', { name: 'Plan', exact: true })).toContainText('Active')
  await expect(page.getByRole('region', { name: 'Next charge' })).toContainText('€70.21')

  const number = await test.step('the invoice has its number and is paid', async () => {
    await page.getByRole('region', { name: 'Latest invoices' }).getByRole('link', { name: /^INV-/ }).click()
    const heading = page.getByRole('heading', { level: 1 })
    await expect(heading).toContainText(/INV-\d{4}-\d{6}/)
    await expect(page.getByRole('main')).toContainText('Paid')
    await expect(page.getByRole('article')).toContainText(person.company)
    await expect(page.getByRole('article')).toContainText('VAT 19% (DE)')
    return /INV-\d{4}-\d{6}/.exec((await heading.textContent()) ?? '')![0]
  })

  await test.step('the PDF says the same', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download PDF' }).click(),
    ])
    expect(download.suggestedFilename()).toContain(number)
    const text = await readText(await readFile(await download.path()))
    for (const part of [
      number,
      person.company,
      'Torstraße 1',
      '10119 Berlin',
      'Professional',
      '€59.00',
      '19%',
      '€70.21',
    ])
      expect(text).toContain(part)
    expect(text).toContain('DE136695976') // our own VAT id, which an EU invoice must state
  })

  await test.step('the same invoice comes by email', async () => {
    const mail = await mailTo(person.email, new RegExp(`Receipt for invoice ${number}`))
    expect(await readText(await attachmentOf(mail, /\.pdf$/))).toContain(number)
  })
})
