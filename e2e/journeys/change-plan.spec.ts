import { expect, test, type Page } from '@playwright/test'
import { subscribe } from '../support/checkout'
import { takenFrom } from '../support/sandbox'

const choose = (page: Page, plan: string) => page.getByRole('link', { name: `Choose ${plan}, monthly` }).click()

/** '€41.65' → 4165 */
const cents = (text: string | null) =>
  Number(
    /€(\d+)\.(\d{2})/
      .exec(text ?? '')!
      .slice(1)
      .join(''),
  )

test('moving up is charged at once, exactly what was shown', async ({ page }) => {
  const person = await subscribe(page, { plan: 'starter' })
  await page.goto('/portal/subscription')
  await page.getByRole('link', { name: 'Change plan' }).click()
  await choose(page, 'Professional')
  const preview = page.getByRole('region', { name: 'Starter → Professional' })
  await expect(preview).toContainText('Takes effect at once.')
  await expect(preview).toContainText('Charged to Visa •••• 4242.')
  const confirm = preview.getByRole('button', { name: /^Change and pay €/ })
  const shown = cents(await confirm.textContent())
  // A moment after the start nearly the whole difference is due: (59 − 29) × 1.19 = 35.70.
  expect(shown).toBeGreaterThan(3500)
  expect(shown).toBeLessThanOrEqual(3570)
  await confirm.click()
  await expect(page).toHaveURL(/\/portal\/subscription$/)
  await expect(page.getByRole('main')).toContainText('€59.00 a month, plus VAT')
  await expect.poll(() => takenFrom(person.email), { timeout: 20_000 }).toEqual([shown, 3451])

  await page.goto('/portal')
  await expect(page.getByRole('region', { name: 'Next charge' })).toContainText('€70.21')
})

test('moving down waits for the period’s end, and can be taken back', async ({ page }) => {
  const person = await subscribe(page, { plan: 'professional' })
  await page.goto('/portal/subscription/change')
  await choose(page, 'Starter')
  const preview = page.getByRole('region', { name: 'Professional → Starter' })
  await expect(preview).toContainText('Until then nothing changes.')
  await expect(preview).toContainText('Due todayNothing')
  await expect(preview).toContainText('You lose')
  await preview.getByRole('button', { name: /^Change on / }).click()

  const banner = page.getByRole('status').filter({ hasText: 'You move to Starter on' })
  await expect(banner).toBeVisible()
  await page.goto('/portal')
  await expect(page.getByRole('region', { name: 'Next charge' })).toContainText('€34.51')

  await banner.getByRole('button', { name: 'Keep the present plan' }).click()
  await expect(banner).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Next charge' })).toContainText('€70.21')
  expect(await takenFrom(person.email)).toEqual([7021])
})
