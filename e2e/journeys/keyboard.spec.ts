import { expect, test, type Locator, type Page } from '@playwright/test'
import { CARDS, orderSummary, payButton } from '../support/checkout'
import { newPerson, signUp } from '../support/people'
import { takenFrom } from '../support/sandbox'

/** Presses Tab until this control has the focus; what has the focus can be seen by its ring. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error('Tab does not lead there.')
}

test('the checkout is filled in and paid without a mouse', async ({ page }) => {
  const person = newPerson()
  await signUp(page, person)
  await page.goto('/portal/checkout?plan=starter')
  await expect(page.getByTitle('Secure payment input frame').contentFrame().getByLabel('Card number')).toBeVisible()

  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  await test.step('plan by the arrow keys', async () => {
    await tabTo(page, page.getByRole('radio', { name: 'Starter' }))
    await page.keyboard.press('ArrowRight', { delay: 100 }) // held as fingers do: Radix looks while the key is down
    await expect(page.getByRole('radio', { name: 'Professional' })).toBeChecked()
    await expect(orderSummary(page)).toContainText('€59.00')
  })

  await test.step('address, field by field', async () => {
    await tabTo(page, page.getByLabel('Country', { exact: true }))
    await page.keyboard.type('Germ')
    await expect(page.getByLabel('Country', { exact: true })).toHaveValue('DE')
    for (const [label, text] of [
      ['Street and number', 'Torstraße 1'],
      ['Post code', '10119'],
      ['City', 'Berlin'],
    ] as const) {
      await tabTo(page, page.getByLabel(label))
      await page.keyboard.type(text)
    }
    await expect(orderSummary(page)).toContainText('Due today€70.21')
  })

  await test.step('card in the provider’s frame, sent by Enter', async () => {
    await tabTo(page, page.getByTitle('Secure payment input frame'))
    const number = page.getByTitle('Secure payment input frame').contentFrame().getByLabel('Card number')
    for (let presses = 0; presses < 5 && !(await number.evaluate((e) => e === document.activeElement)); presses++)
      await page.keyboard.press('Tab')
    await page.keyboard.type(CARDS.good)
    await page.keyboard.type('1234') // the frame moves on by itself
    await page.keyboard.type('123')
    await expect(payButton(page)).toHaveText('Subscribe and pay €70.21')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Professional is yours' })).toBeVisible({ timeout: 20_000 })
  })
  expect(await takenFrom(person.email)).toEqual([7021])
})

test('⌘K goes anywhere; “/” searches; Escape closes and gives the focus back', async ({ page }) => {
  await signUp(page, newPerson())
  await expect(page.getByRole('heading', { name: 'Hello, Nora' })).toBeVisible()
  const palette = page.getByRole('dialog', { name: 'Search and go' })

  await page.keyboard.press('Control+k')
  await expect(palette).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)

  await page.keyboard.press('Meta+k')
  await page.keyboard.type('payment')
  await expect(palette.getByRole('option', { name: 'Payment methods' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/portal\/payment-methods$/)
  await expect(palette).toHaveCount(0)

  await page.keyboard.press('/')
  await expect(palette).toBeVisible()
  await page.keyboard.type('zzzz')
  await expect(palette).toContainText('Nothing found.')
  await page.keyboard.press('Escape')

  await page.goto('/portal/team')
  const opener = page.getByRole('button', { name: 'Invite someone' })
  await tabTo(page, opener)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Invite someone' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(opener).toBeFocused()
})
