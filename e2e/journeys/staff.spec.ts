import { expect, test, type Page } from '@playwright/test'
import { formatMoney } from '@/components/format/money'
import { readText } from '@/lib/invoices/pdf/testing/read-pdf'
import { subscribe } from '../support/checkout'
import { query } from '../support/database'
import { signInStaff } from '../support/people'
import { attachmentOf, chargesOf, eventsAbout, mailTo, takenFrom } from '../support/sandbox'

const tile = (page: Page, name: string) => page.getByRole('group', { name, exact: true })

test('the dashboard’s numbers are those of the database', async ({ page }) => {
  await signInStaff(page, 'FINANCE')
  // Other journeys change the numbers all the time: what counts is a moment at which they stood still.
  await expect(async () => {
    const before = await readFigures()
    await page.reload()
    await expect(tile(page, 'Customers')).toContainText(before.customers, { timeout: 2000 })
    const shown = {
      mrr: await tile(page, 'MRR').textContent(),
      active: await tile(page, 'Active subscriptions').textContent(),
      pastDue: await tile(page, 'Past due').textContent(),
      overdue: await tile(page, 'Overdue invoices').textContent(),
    }
    expect(await readFigures()).toEqual(before)
    expect(shown.mrr).toContain(`MRR${before.mrr}`)
    expect(shown.active).toBe(`Active subscriptions${before.active}`)
    expect(shown.pastDue).toBe(`Past due${before.pastDue}`)
    expect(shown.overdue).toContain(before.overdue)
  }).toPass({ timeout: 40_000 })

  await tile(page, 'Active subscriptions').getByRole('link').click()
  await expect(page).toHaveURL(/\/admin\/subscriptions\?status=ACTIVE/)
  await expect(page.getByRole('table', { name: 'Subscriptions' })).toBeVisible()
})

test('the dashboard shows another stretch of time, and keeps it in its address', async ({ page }) => {
  await signInStaff(page, 'FINANCE')
  const range = page.getByRole('radiogroup', { name: 'Range' })
  await range.getByRole('radio', { name: '30 days' }).click()
  await expect(page).toHaveURL(/range=30d/)
  await expect(range.getByRole('radio', { name: '30 days' })).toBeChecked()
  await page.getByLabel('Interval').selectOption('Weeks')
  await expect(page).toHaveURL(/interval=week/)
  const chart = page.getByRole('figure', { name: /^MRR by plan/ })
  // The address changes at once, the chart a moment later: it is a new one then.
  await expect(async () => {
    await chart.getByRole('radio', { name: 'Table' }).click()
    const [first, second] = await chart.locator('tr td:first-child').allTextContents()
    const days = Date.parse(`${second} 2026`) - Date.parse(`${first} 2026`)
    expect((days / 86_400_000 + 365) % 365, `${first} to ${second}`).toBeCloseTo(7, 0)
  }).toPass({ timeout: 20_000 })
  await page.reload()
  await expect(range.getByRole('radio', { name: '30 days' })).toBeChecked()
})

interface Paying extends Record<string, unknown> {
  items: { plan: string; months: number; cents: number; vatInside: number | null }[]
  discounts: { percent: string | null; cents: number | null; plans: string[] }[]
}

/** Cents a month, less what discounts that last longer than one period take off, one after the other, less VAT inside. */
async function readMrr(): Promise<number> {
  const paying = await query<Paying>(
    `WITH clock AS (SELECT coalesce((SELECT now + (clock_timestamp() - updated_at) FROM sandbox_clock), now()) AS now)
     SELECT
       (SELECT json_agg(json_build_object('plan', plan.code, 'cents', i.quantity * p.unit_amount,
                 'vatInside', CASE p.tax_behavior WHEN 'INCLUSIVE' THEN (
                   SELECT l.tax_rate::numeric FROM invoice_line l
                   WHERE l.segment_id = i.id AND NOT l.released AND l.period_from <= clock.now
                   ORDER BY l.period_from DESC LIMIT 1) END,
                 'months', p.interval_count * CASE p.interval WHEN 'YEAR' THEN 12 ELSE 1 END))
        FROM subscription_item i JOIN price p ON p.id = i.price_id JOIN plan ON plan.id = p.plan_id
        WHERE i.subscription_id = s.id AND i.valid_from <= clock.now AND coalesce(i.valid_to > clock.now, true)) AS items,
       (SELECT coalesce(json_agg(json_build_object('percent', d.percent_off, 'cents', d.amount_off, 'plans', d.plan_codes)
                 ORDER BY d.redeemed_at, d.id), '[]')
        FROM discount d
        JOIN billing_cycle c ON c.subscription_id = d.subscription_id AND c.starts_at <= clock.now AND c.ends_at > clock.now
        WHERE d.subscription_id = s.id AND d.released_at IS NULL AND coalesce(d.cycles > 1, true)
          AND c.index >= d.from_cycle_index AND coalesce(c.index < d.from_cycle_index + d.cycles, true)
          AND coalesce(c.index < d.end_cycle_index, true)) AS discounts
     FROM subscription s, clock
     WHERE s.status IN ('ACTIVE', 'PAST_DUE', 'UNPAID') AND s.currency = 'EUR'`,
  )
  return paying.reduce((sum, { items, discounts }) => {
    const left = (items ?? []).map((item) => ({ ...item, amount: item.cents / item.months }))
    for (const { percent, cents, plans } of discounts) {
      const reduced = left.filter(({ plan }) => plans.length === 0 || plans.includes(plan))
      const base = reduced.reduce((total, { amount }) => total + amount, 0)
      for (const item of reduced)
        item.amount *=
          percent !== null ? 1 - Number(percent) / 100 : 1 - Math.min(1, (cents ?? 0) / item.months / (base || 1))
    }
    return sum + left.reduce((total, { amount, vatInside }) => total + amount / (1 + (vatInside ?? 0) / 100), 0)
  }, 0)
}

/** The same figures by SQL that shares nothing with the reports. */
async function readFigures() {
  const [row] = await query<Record<'active' | 'past_due' | 'customers' | 'overdue', string>>(
    `WITH clock AS (SELECT coalesce((SELECT now + (clock_timestamp() - updated_at) FROM sandbox_clock), now()) AS now)
     SELECT
       (SELECT count(*) FROM subscription WHERE status = 'ACTIVE') AS active,
       (SELECT count(*) FROM subscription WHERE status = 'PAST_DUE') AS past_due,
       (SELECT count(*) FROM customer) AS customers,
       (SELECT coalesce(sum(total - amount_paid - amount_credited), 0) FROM invoice
        WHERE status = 'OPEN' AND due_at < clock.now - interval '1 day') AS overdue
     FROM clock`,
  )
  const { active, past_due, customers, overdue } = row!
  const euros = (cents: string) => formatMoney(cents, { currency: 'EUR' })
  return {
    mrr: euros(String(Math.round(await readMrr()))),
    active,
    pastDue: past_due,
    customers,
    overdue: euros(overdue),
  }
}

test('a refund in part: found by search, previewed, credited, returned by Stripe, told by email', async ({
  page,
  browser,
  baseURL,
}) => {
  const person = await subscribe(page)
  const office = await browser.newContext({ baseURL })
  const staff = await office.newPage()
  await signInStaff(staff, 'FINANCE')

  await test.step('find the customer, then the invoice', async () => {
    await staff.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Customers' }).click()
    await staff.getByPlaceholder('Name, email, VAT id or id').fill(person.email)
    await staff.waitForURL((url) => url.searchParams.size > 0)
    const row = staff.getByRole('row').filter({ hasText: person.email })
    await expect(row).toContainText('Active')
    await expect(staff.getByRole('row')).toHaveCount(2) // the head and the one
    await row.getByRole('link').click()
    await expect(staff.getByRole('heading', { level: 1 })).toHaveText(person.company)
    await expect(tile(staff, 'Paid so far')).toContainText('€70.21')
    await staff.getByRole('tab', { name: /^Invoices/ }).click()
    await staff.getByRole('tabpanel').getByRole('link', { name: /^INV-/ }).click()
    await expect(staff.getByRole('heading', { level: 1 })).toContainText('INV-')
  })

  const dialog = staff.getByRole('dialog')
  await test.step('more than was paid is refused, and so is nonsense', async () => {
    await staff.getByRole('button', { name: 'Credit or refund…' }).click()
    await dialog.getByText('An amount').click()
    await dialog.getByRole('textbox', { name: 'Amount, VAT included' }).fill('1000')
    await expect(dialog.getByText('That is more than').first()).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Amount, VAT included' }).fill('ten')
    await expect(dialog.getByText('This is not an amount.').first()).toBeVisible()
  })

  await test.step('the preview says what the credit note will', async () => {
    await dialog.getByRole('textbox', { name: 'Amount, VAT included' }).fill('10')
    // 10.00 with 19 % VAT inside: 8.40 + 1.60.
    await expect(dialog).toContainText('Net€8.40VAT€1.60Total€10.00')
    await dialog.getByLabel('Reason').selectOption('Goodwill')
    await dialog.getByLabel('Note for the credit note').fill('For the trouble.')
    await dialog.getByRole('button', { name: 'Refund €10.00' }).click()
    await expect(dialog).toHaveCount(0)
  })

  await test.step('Stripe returned the money, the page shows it', async () => {
    await expect(staff.getByRole('region', { name: 'Payments' })).toContainText('Returned', { timeout: 20_000 })
    await expect(staff.getByRole('region', { name: 'Credit notes' })).toContainText('€10.00')
    expect((await chargesOf(person.email)).map((charge) => charge.amount_refunded)).toEqual([1000])
  })

  await test.step('the customer has the credit note by email and in the portal', async () => {
    const mail = await mailTo(person.email, /Your refund of €10\.00/)
    const text = await readText(await attachmentOf(mail, /\.pdf$/))
    expect(text).toContain('€8.40')
    expect(text).toContain('For the trouble.')
    await page.goto('/portal/invoices')
    await page.getByRole('table', { name: 'Invoices' }).getByRole('link', { name: /^INV-/ }).click()
    await expect(page.getByRole('region', { name: 'Credit notes' })).toContainText('€10.00 returned to you')
  })
  await office.close()
})

test('support sees the invoice but no refund', async ({ page }) => {
  await signInStaff(page, 'SUPPORT')
  await page.goto('/admin/invoices?status=PAID')
  await page.getByRole('table', { name: 'Invoices' }).getByRole('link', { name: /^INV-/ }).first().click()
  await expect(page.getByRole('link', { name: 'PDF', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Credit or refund…' })).toHaveCount(0)
})

test('a webhook handled again does no harm', async ({ page, browser, baseURL }) => {
  const person = await subscribe(page, { plan: 'starter' })
  const [event] = await eventsAbout(person.email, 'payment_intent.succeeded')
  const office = await browser.newContext({ baseURL })
  const staff = await office.newPage()
  await signInStaff(staff, 'ADMIN')
  await staff.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Webhook inbox' }).click()
  await staff.getByPlaceholder('Type or event id').fill(event!.id)
  await staff.waitForURL((url) => url.search.includes(event!.id)) // the list is the searched one
  await staff.getByRole('row').filter({ hasText: event!.id }).getByRole('link').click()
  await expect(staff.getByRole('heading', { level: 1 })).toContainText('payment_intent.succeeded')
  await expect(staff.getByRole('region', { name: 'What came' })).toContainText(event!.id)
  const facts = staff.getByRole('main')
  await expect(facts).toContainText('Attempts1')
  await staff.getByRole('button', { name: 'Handle again' }).click()
  await expect(facts).toContainText('Attempts2', { timeout: 20_000 })
  await expect(facts).toContainText('Handled')
  await office.close()

  expect(await takenFrom(person.email)).toEqual([3451])
  await page.goto('/portal/invoices')
  await expect(page.getByRole('table', { name: 'Invoices' }).getByRole('link', { name: /^INV-/ })).toHaveCount(1)
})
