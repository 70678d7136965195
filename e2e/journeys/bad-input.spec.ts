import { expect, test } from '@playwright/test'
import { CARDS, payButton, subscribe, typeCard } from '../support/checkout'
import { fillSignUp, newPerson, signIn, signUp } from '../support/people'
import { chargesOf } from '../support/sandbox'

test('sign-up says what is wrong with each field and keeps what was typed', async ({ page }) => {
  await page.goto('/sign-up')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText('Enter a name')).toHaveCount(2)
  await expect(page.getByText('Enter an email address, such as')).toBeVisible()
  await expect(page.getByText('Use at least 10 characters')).toBeVisible()
  await expect(page.getByLabel('Your name')).toBeFocused()

  const person = newPerson()
  await fillSignUp(page, { ...person, name: 'N'.repeat(300), email: 'nonsense@', password: 'short' })
  await expect(page.getByText('Use at most 200 characters')).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/Enter an email address/)
  await expect(page.getByLabel('Company')).toHaveValue(person.company)
  await expect(page).toHaveURL(/\/sign-up/)

  await fillSignUp(page, { ...person, email: `${'a'.repeat(300)}@example.com`, password: 'p'.repeat(5000) })
  await expect(page.getByText('Use at most 200 characters')).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/address/)

  // Markup and odd letters are just letters.
  await fillSignUp(page, { ...person, name: '<b>Zoë</b> 李', company: '"><img src=x onerror=alert(1)>' })
  await expect(page.getByRole('heading', { name: 'Hello, <b>Zoë</b>' })).toBeVisible()
})

test('an email that has an account already is refused with a way on', async ({ page, browser, baseURL }) => {
  const person = newPerson()
  await signUp(page, person)
  const elsewhere = await browser.newContext({ baseURL })
  const other = await elsewhere.newPage()
  await other.goto('/sign-up')
  await fillSignUp(other, { ...person, email: person.email.toUpperCase() })
  await expect(other.getByRole('alert').filter({ hasText: /account/ })).toBeVisible()
  await elsewhere.close()
})

test('a wrong password and an unknown email get the same answer', async ({ page }) => {
  const person = newPerson()
  await signIn(page, { email: person.email, password: 'whatever it may be' })
  const answer = await page.getByRole('main').getByRole('alert').textContent()
  await signIn(page, { email: 'owner@lindenhof.example', password: 'not the password' })
  await expect(page.getByRole('alert').filter({ hasText: answer! })).toBeVisible()
})

test('the checkout refuses an order without an address, beside the fields, and makes none', async ({ page }) => {
  const person = newPerson()
  await signUp(page, person, '/portal/checkout')
  await typeCard(page, CARDS.good)
  await page.getByLabel('Company name').fill('')
  await page.getByLabel('Email for invoices').fill('not an address')
  await page.getByRole('button', { name: /^Subscribe and pay/ }).click()
  await expect(page.getByText('Choose a country')).toHaveCount(2) // the option, and the message
  await expect(page.getByText('Enter an email address')).toBeVisible()
  await expect(page.getByLabel('Company name')).toBeFocused()
  await expect(page.getByLabel('Street and number')).toHaveAttribute('aria-invalid', 'true')

  await page.getByLabel('City').fill('x'.repeat(5000))
  await page.getByLabel('VAT id').fill('NL000')
  await page.getByRole('button', { name: /^Subscribe and pay/ }).click()
  await expect(page.getByText('This is not a valid VAT id.')).toBeVisible()
  await expect(page.getByLabel('City')).toHaveAttribute('aria-invalid', 'true')
  expect(await chargesOf(person.email)).toEqual([])
  await page.goto('/portal')
  await expect(page.getByText('Choose a plan to begin')).toBeVisible()
  await expect(payButton(page)).toHaveCount(0)
})

test('an invoice of somebody else is not found, and neither are ids that are none', async ({
  page,
  browser,
  baseURL,
}) => {
  await subscribe(page, { plan: 'starter' })
  await page.goto('/portal/invoices')
  const link = page.getByRole('table', { name: 'Invoices' }).getByRole('link', { name: /^INV-/ })
  const foreign = (await link.getAttribute('href'))!

  const elsewhere = await browser.newContext({ baseURL })
  const stranger = await elsewhere.newPage()
  await signUp(stranger, newPerson('Sten Stranger'))
  const odd = ['inv_unknown', "'; DROP TABLE invoice; --", 'x'.repeat(1500), '..%2F..%2Fetc']
  for (const path of [foreign, `${foreign}/pay`, ...odd.map((id) => `/portal/invoices/${encodeURI(id)}`)]) {
    await stranger.goto(path)
    await expect(stranger.getByRole('heading', { name: 'This page does not exist' }), path).toBeVisible()
  }
  expect((await stranger.request.get(`${foreign}/pdf`)).status()).toBe(404)
  await stranger.goto('/portal/invoices?page=-5&pageSize=1e9&sort=;drop&status=NOPE&q=%27%25')
  await expect(stranger.getByRole('heading', { name: 'Invoices', level: 1 })).toBeVisible()
  // PostgreSQL keeps no NUL character: nothing that we know can be asked for by one.
  for (const path of ['/portal/invoices?q=%00', '/portal/invoices/%00', '/admin/customers?q=a%00b'])
    expect((await stranger.request.get(path)).status(), path).toBe(400)
  await elsewhere.close()
})

test('nonsense sent to the webhook’s door is refused with a reason', async ({ request }) => {
  const path = '/api/webhooks/stripe'
  for (const [data, headers] of [
    ['', {}],
    ['{ not json', { 'stripe-signature': 't=1,v1=00' }],
    ['{}', { 'stripe-signature': 'nonsense' }],
    ['null', { 'stripe-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` }],
  ] as const) {
    const response = await request.post(path, { data, headers: { ...headers, 'content-type': 'application/json' } })
    expect(response.status(), data).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_signature' } })
  }
  const huge = await request.post(path, { data: 'x'.repeat(3_000_000), headers: { 'stripe-signature': 't=1,v1=00' } })
  expect(huge.status()).toBe(413)
})
