import { expect, test } from '@playwright/test'
import { newPerson, signIn, signUp } from '../support/people'
import { linkIn, mailsTo, mailTo } from '../support/sandbox'

test('a forgotten password is reset by email, and every other session ends', async ({ page, browser, baseURL }) => {
  const person = newPerson()
  await signUp(page, person)
  await expect(page.getByRole('heading', { name: 'Hello, Nora' })).toBeVisible()

  const elsewhere = await browser.newContext({ baseURL })
  const device = await elsewhere.newPage()
  const password = 'another long password'
  await test.step('ask for the link, and use it', async () => {
    await device.goto('/sign-in')
    await device.getByRole('link', { name: 'Forgot it?' }).click()
    await expect(device.getByRole('heading', { name: 'Reset your password' })).toBeVisible()
    await device.getByLabel('Email').fill(person.email)
    await device.getByRole('button', { name: 'Send the link' }).click()
    await expect(device.getByRole('status')).toContainText('Look into your inbox')
    const link = linkIn(await mailTo(person.email, /Choose a new password/), '/reset-password')
    await device.goto(link)
    await device.getByLabel('New password').fill(password)
    await device.getByRole('button', { name: 'Set the password' }).click()
    await expect(device.getByRole('status')).toContainText('Your password is changed')

    // once only
    await device.goto(link)
    await device.getByLabel('New password').fill('a third long password')
    await device.getByRole('button', { name: 'Set the password' }).click()
    await expect(device.getByRole('main').getByRole('alert')).toBeVisible()
  })

  await page.goto('/portal')
  await expect(page).toHaveURL(/\/sign-in/)

  await signIn(device, person)
  await expect(device.getByRole('main').getByRole('alert')).toBeVisible()
  await signIn(device, { email: person.email, password })
  await expect(device.getByRole('heading', { name: 'Hello, Nora' })).toBeVisible()
  await elsewhere.close()
})

test('the form says the same for an address nobody knows, and sends nothing', async ({ page }) => {
  const { email } = newPerson()
  await page.goto('/forgot-password')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByRole('status')).toContainText('Look into your inbox')
  expect(await mailsTo(email)).toEqual([])
})

test('signing out ends the session; the way back leads to where one wanted to go', async ({ page }) => {
  const person = newPerson()
  await signUp(page, person)
  await page.getByRole('button', { name: `Account: ${person.name}` }).click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  await page.waitForURL(/\/sign-in/)
  await page.goto('/portal/invoices')
  await expect(page).toHaveURL(/\/sign-in\?returnTo=/)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/portal\/invoices$/)
})

test('“sign out everywhere” ends the sessions on all devices', async ({ page, browser, baseURL }) => {
  const person = newPerson()
  await signUp(page, person)
  const elsewhere = await browser.newContext({ baseURL })
  const phone = await elsewhere.newPage()
  await signIn(phone, person)
  await expect(phone.getByRole('heading', { name: 'Hello, Nora' })).toBeVisible()
  await page.getByRole('button', { name: `Account: ${person.name}` }).click()
  await page.getByRole('menuitem', { name: 'Sign out everywhere' }).click()
  await page.waitForURL(/\/sign-in/)
  await phone.goto('/portal/invoices')
  await expect(phone).toHaveURL(/\/sign-in/)
  await elsewhere.close()
})
