import { expect, test, type Page } from '@playwright/test'
import { answerBank, CARDS, subscribe, typeCard } from '../support/checkout'

const row = (page: Page, last4: string) => page.getByRole('listitem').filter({ hasText: `•••• ${last4}` })

async function choose(page: Page, method: string, action: RegExp) {
  await page.getByRole('button', { name: `Actions for ${method}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

async function add(page: Page, card: string) {
  await page.getByRole('link', { name: 'Add a payment method' }).click()
  await expect(page.getByText('Nothing is charged now.')).toBeVisible()
  await save(page, card)
}

async function save(page: Page, card: string) {
  await typeCard(page, card)
  await page.getByRole('button', { name: 'Save payment method' }).click()
}

test('payment methods: the last one stays, others are added, made default and removed', async ({ page }) => {
  await subscribe(page, { plan: 'starter' })
  await page.goto('/portal/payment-methods')

  await test.step('the only one of a live subscription cannot be removed', async () => {
    await expect(row(page, '4242')).toContainText('Default')
    await expect(page.getByText('Your plan needs a payment method')).toBeVisible()
    await page.getByRole('button', { name: 'Actions for Visa •••• 4242' }).click()
    await expect(page.getByRole('menuitem', { name: 'Remove…' })).toHaveAttribute('aria-disabled', 'true')
    await page.keyboard.press('Escape')
  })

  await test.step('a second one becomes the default', async () => {
    await add(page, CARDS.mastercard)
    await expect(row(page, '4444')).toContainText('Default')
    await expect(row(page, '4242')).not.toContainText('Default')
  })

  await test.step('the default moves back, and the next charge says so', async () => {
    await choose(page, 'Visa •••• 4242', /Make default/)
    await expect(row(page, '4242')).toContainText('Default')
    await page.goto('/portal')
    await expect(page.getByRole('region', { name: 'Next charge' })).toContainText('Visa •••• 4242')
  })

  await test.step('removing the default hands over to the other one', async () => {
    await page.goto('/portal/payment-methods')
    await choose(page, 'Visa •••• 4242', /Remove/)
    const dialog = page.getByRole('dialog', { name: 'Remove Visa •••• 4242?' })
    await expect(dialog).toContainText('Renewals are then charged to Mastercard •••• 4444.')
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(row(page, '4242')).toHaveCount(0)
    await expect(row(page, '4444')).toContainText('Default')
  })
})

test('a card that the bank wants confirmed is stored after the confirmation, a refused one is not', async ({
  page,
}) => {
  await subscribe(page, { plan: 'starter' })
  await page.goto('/portal/payment-methods')
  await add(page, CARDS.declined)
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Your card was declined')
  await save(page, CARDS.asksAlways)
  await answerBank(page, 'Complete')
  await expect(row(page, '3184')).toContainText('Default')
  await expect(row(page, '0002')).toHaveCount(0)
})
