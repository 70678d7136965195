import { expect, test } from '@playwright/test'
import { formatMoney } from '@/components/format/money'
import { fillAddress, orderSummary, payButton, typeCard, CARDS } from '../support/checkout'
import { query } from '../support/database'
import { newPerson, signInStaff, signUp } from '../support/people'
import { mailTo } from '../support/sandbox'

/** No other journey buys the yearly Enterprise, so that none of them meets a new price. */
test('a new price is published and announced: the customer reads from when, how much, and can still leave', async ({
  page,
  browser,
  baseURL,
}) => {
  const person = newPerson()
  await signUp(page, person, '/portal/checkout?plan=enterprise&interval=year')
  await fillAddress(page)
  await expect(orderSummary(page, 'Enterprise')).toContainText('VAT 19% (DE)')
  await typeCard(page, CARDS.good)
  await payButton(page).click()
  await expect(page.getByRole('heading', { name: /is yours$/ })).toBeVisible({ timeout: 20_000 })

  const [price] = await query<{ amount: string }>(
    `SELECT p.unit_amount::text AS amount FROM price p JOIN plan ON plan.id = p.plan_id
     WHERE plan.code = 'enterprise' AND p.interval = 'YEAR' AND p.active`,
  )
  const [from, to] = [BigInt(price!.amount), BigInt(price!.amount) + 1200n].map((amount) =>
    formatMoney(amount, { currency: 'EUR' }),
  )
  const staff = await (await browser.newContext({ baseURL })).newPage()
  const row = staff
    .getByRole('table', { name: 'Prices' })
    .getByRole('row')
    .filter({ hasText: 'Enterprise' })
    .filter({ hasText: 'yearly' })
    .filter({ hasText: 'On sale' })
  const dialog = staff.getByRole('dialog')
  await test.step('staff see what the new price means before it is on sale', async () => {
    await signInStaff(staff, 'ADMIN')
    await staff.goto('/admin/catalog')
    await row.getByRole('button', { name: 'New price…' }).click()
    await dialog.getByLabel('New price, without VAT').fill(to!.slice(1))
    await expect(dialog).toContainText(`Present price${from}`)
    await expect(dialog).toContainText(`On sale from now on${to}`)
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(row).toContainText(to!)
  })
  await page.goto('/portal')
  await expect(page.getByText('has a new price from')).toHaveCount(0)

  await test.step('and announce it to who has the old one', async () => {
    await row.getByRole('button', { name: /^Move \d+ from older prices/ }).click()
    await expect(dialog).toContainText('Each customer gets an email now.')
    await dialog.getByRole('button', { name: 'Announce and move' }).click()
    await expect(dialog).toHaveCount(0)
  })

  const { text } = await mailTo(person.email, /A new price for Enterprise/)
  expect(text).toContain(`${to} a year instead of ${from}`)
  await page.goto('/portal')
  const notice = page.getByRole('status').filter({ hasText: 'Enterprise has a new price from' })
  await expect(notice).toContainText(`${to} instead of ${from} a year`)
  await expect(page.getByRole('region', { name: 'Next charge' })).toContainText(to!)
  const way = notice.getByRole('link', { name: 'Change plan' })
  await expect(way).toHaveAttribute('href', /^\/portal\/subscription\/change\?id=sub_/)

  await test.step('staff call it off for this customer, who is told and keeps the price', async () => {
    await staff.goto(`/admin/subscriptions?q=${encodeURIComponent(person.company)}`)
    await staff.getByRole('link', { name: person.company }).click()
    await staff.getByRole('button', { name: 'Keep the old price…' }).click()
    await expect(dialog).toContainText('An email says now that it does not come')
    await expect(dialog).toContainText(from!)
    await dialog.getByRole('button', { name: 'Keep the old price', exact: true }).click()
    await expect(dialog).toHaveCount(0)
    await mailTo(person.email, /The new price for Enterprise does not come/)
    await page.reload()
    await expect(page.getByText('has a new price from')).toHaveCount(0)
    await expect(page.getByRole('region', { name: 'Next charge' })).not.toContainText(to!)
  })
  await staff.context().close()
})
