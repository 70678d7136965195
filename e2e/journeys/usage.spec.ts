import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { DEMO_STAFF } from '@/lib/auth/demo-logins'
import { query } from '../support/database'
import { signInByRequest, viewerOf } from '../support/pages'

test('a customer sees what they use and what is beyond their plan, and caps what it may cost', async ({ page }) => {
  await signInByRequest(page.request, { email: viewerOf('/portal')! })
  await page.goto('/portal/usage')
  await expect(page.getByText(/^Above what is included: .*Storage/)).toBeVisible()
  await expect(page.getByRole('meter', { name: 'Storage' })).toHaveAttribute('aria-valuetext', /GB of 50 GB/)

  const overage = page.getByRole('region', { name: 'Beyond what is included' })
  await overage.getByText('How it is computed: Storage').click()
  await expect(overage.getByText(/^Used: [\d.]+, of which 50 are included/)).toBeVisible()
  await expect(overage.getByText(/^If it goes on like this: .* GB by the end$/)).toBeVisible()

  await page.getByRole('link', { name: 'Text messages' }).click()
  await expect(page).toHaveURL(/meter=sms/)
  const history = page.getByRole('region', { name: 'Text messages' })
  await expect(history.getByText('By building')).toBeVisible()
  await history.getByRole('radio', { name: '30 days' }).click()
  await expect(page).toHaveURL(/range=30d/)
  await expect(history.getByText('Text messages per day')).toBeVisible()
  await history.getByRole('radio', { name: 'Table' }).click()
  // With the head; where the clocks change, 30 times 24 hours may touch 30 dates instead of 31.
  const rows = history.getByRole('table', { name: 'Text messages per day' }).getByRole('row')
  await expect.poll(async () => [31, 32].includes(await rows.count())).toBe(true)

  const limits = page.getByRole('region', { name: 'Limits and alerts' })
  await limits.getByLabel(/Spend cap/).fill('250.00')
  await limits.getByRole('button', { name: 'Save limits' }).click()
  await expect(overage.getByRole('meter', { name: 'Spend cap' })).toBeVisible()
  expect(await query('SELECT amount::text AS amount, currency FROM spend_cap')).toContainEqual({
    amount: '25000',
    currency: 'EUR',
  })
  await limits.getByLabel(/Spend cap/).fill('')
  await limits.getByRole('button', { name: 'Save limits' }).click()
  await expect(overage.getByRole('meter', { name: 'Spend cap' })).toHaveCount(0)
})

test('staff make a meter, and publish a price whose sums the calculator shows before', async ({ page }) => {
  const code = `scans_${randomUUID().slice(0, 8)}`
  await signInByRequest(page.request, { email: viewerOf('/admin')! })
  await page.goto('/admin/catalog/meters/new')
  await page.getByLabel('Name', { exact: true }).fill('Document scans')
  await page.getByLabel('Code').fill(code)
  await page.getByLabel('Unit', { exact: true }).fill('scan')
  await page.getByRole('button', { name: 'Save the meter' }).click()
  await expect(page.getByLabel('Event name')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Event name').fill(`${code}.scanned`)
  await page.getByRole('button', { name: 'Save the meter' }).click()
  await expect(page).toHaveURL(new RegExp(`/admin/catalog/meters/${code}$`))

  await test.step('what the plan does not have cannot be priced beyond it', async () => {
    await page.getByRole('link', { name: 'Price Enterprise' }).click()
    await expect(page.getByRole('heading', { name: 'Document scans beyond Enterprise' })).toBeVisible()
    await expect(page.getByText('The plan does not have this meter.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Publish as a new version…' })).toHaveCount(0)
    await page.goBack()
    await page.getByRole('button', { name: /^Change ?: Document scans in Enterprise$/ }).click()
    const including = page.getByRole('dialog', { name: 'Document scans in Enterprise' })
    await including.getByLabel('Quantity').fill('0')
    await including.getByLabel('Beyond that').selectOption('It goes on and is charged')
    await including.getByRole('button', { name: 'Save' }).click()
    await expect(including).toHaveCount(0)
    await expect(page.getByRole('row', { name: /Enterprise/ })).toContainText('Charged beyond')
  })

  await page.getByRole('link', { name: 'Price Enterprise' }).click()
  await expect(page.getByRole('heading', { name: 'Document scans beyond Enterprise' })).toBeVisible()
  await page.getByRole('button', { name: 'Publish as a new version…' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Complete the price first.' })).toBeVisible()

  // 250 scans: 200 × €0.10 + 50 × €0.05 = €22.50
  await page.getByRole('radio', { name: 'Graduated' }).click()
  await page.getByLabel('Tier 1: Up to').fill('200')
  await page.getByLabel('Tier 1: Per scan').fill('0.10')
  await page.getByLabel('Tier 2: Per scan').fill('0.05')
  await page.getByLabel('Used in a month', { exact: true }).fill('250')
  const calculator = page.getByRole('region', { name: 'Calculator' })
  await expect(calculator.getByText('€22.50', { exact: true })).toBeVisible()
  await expect(calculator).toContainText('200 × €0.10')

  await page.getByRole('button', { name: 'Publish as a new version…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish version 1?' })
  await expect(dialog).toContainText('who subscribes or changes to Enterprise from now on')
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByRole('table', { name: 'Versions' })).toContainText('On sale')
  const [stored] = await query('SELECT model, version FROM overage_price WHERE meter_code = $1', [code])
  expect(stored).toEqual({
    version: 1,
    model: {
      model: 'GRADUATED',
      tiers: [
        { upTo: '200', unitAmount: '10' },
        { upTo: null, unitAmount: '5' },
      ],
    },
  })
})

test('staff find an event, and see what took its place', async ({ page }) => {
  const [corrected] = await query<{ id: string; by: string }>(
    `SELECT supersedes_id AS id, id AS by FROM usage_event WHERE kind = 'CORRECTION'`,
  )
  await signInByRequest(page.request, { email: DEMO_STAFF.find(({ role }) => role === 'SUPPORT')!.email })
  await page.goto('/admin/usage')
  await page.getByRole('link', { name: 'Usage events' }).click()
  const search = page.getByRole('search', { name: 'Search' })
  await search.getByLabel(/^Event/).fill(corrected!.id)
  await search.getByRole('button', { name: 'Search' }).click()
  const events = page.getByRole('table', { name: 'Usage events' })
  await expect(events.getByRole('row')).toHaveCount(2)
  await expect(events).toContainText('Does not count')
  await events.getByRole('link').click()
  await expect(page.getByText('It does not count any more')).toBeVisible()
  await page.getByRole('link', { name: corrected!.by }).click()
  await expect(page.getByRole('region', { name: 'What it counted for' })).toContainText('4 messages')
})
