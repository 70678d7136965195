import { expect, test } from '@playwright/test'
import { subscribe } from '../support/checkout'
import { mailTo } from '../support/sandbox'

test('cancel at the end of the period, then think better of it', async ({ page }) => {
  const person = await subscribe(page)
  await page.goto('/portal/subscription')
  await page.getByRole('button', { name: 'Cancel subscription…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Cancel your subscription?' })
  await expect(dialog).toContainText('Nothing more will be charged.')
  await dialog.getByLabel('Reason').selectOption('It costs too much')
  await dialog.getByLabel('Anything else?').fill('See you next year.')
  await dialog.getByRole('button', { name: /^Cancel on / }).click()
  await expect(dialog).toHaveCount(0)

  const banner = page.getByRole('status').filter({ hasText: 'Professional ends on' })
  await expect(banner).toContainText('nothing more is charged')
  await mailTo(person.email, /Your Professional subscription is cancelled/)
  await page.goto('/portal')
  await expect(page.getByRole('region', { name: 'Next charge' })).toContainText('Nothing will be charged')
  await expect(page.getByRole('region', { name: 'Plan', exact: true })).toContainText('Active')

  await banner.getByRole('button', { name: 'Keep my plan' }).click()
  await expect(banner).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Next charge' })).toContainText('€70.21')
  await mailTo(person.email, /Your Professional subscription goes on/)
})
