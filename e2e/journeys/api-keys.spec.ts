import { expect, test } from '@playwright/test'
import { newPerson, signUp } from '../support/people'

test('an owner makes an API key, sees its secret once, replaces it and takes it away', async ({ page, request }) => {
  const status = async (secret: string | null) =>
    (await request.get('/api/v1/invoices', { headers: { authorization: `Bearer ${secret}` } })).status()
  await signUp(page, newPerson())
  await page.goto('/portal/api-keys')

  await page.getByRole('button', { name: 'Create key' }).click()
  const form = page.getByRole('dialog', { name: 'Create key' })
  await form.getByLabel('Name').fill('Our server')
  await form.getByRole('button', { name: 'Create key' }).click()
  const first = await page.locator('[data-secret]').textContent()
  expect(await status(first)).toBe(200)
  await page.getByRole('button', { name: 'I have copied it' }).click()
  await page.reload()
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Our server' })).toContainText('Active')
  expect(await page.content()).not.toContain(first)

  await page.getByRole('button', { name: 'Rotate: Our server' }).click()
  await page.getByRole('button', { name: 'Make a new secret' }).click()
  const second = await page.locator('[data-secret]').textContent()
  expect(second).not.toBe(first)
  expect([await status(first), await status(second)]).toEqual([200, 200]) // for the overlap
  await page.getByRole('button', { name: 'I have copied it' }).click()

  await page.getByRole('button', { name: 'Revoke Our server' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke key' }).click()
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Our server' })).toContainText('Revoked')
  await expect.poll(() => status(second), { timeout: 10_000 }).toBe(401)
})
