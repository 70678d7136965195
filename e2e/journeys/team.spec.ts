import { expect, test, type Page } from '@playwright/test'
import { subscribe } from '../support/checkout'
import { newPerson } from '../support/people'
import { linkIn, mailTo } from '../support/sandbox'

const notThere = (page: Page) => page.getByRole('heading', { name: 'This page does not exist' })

test('an invited viewer sees everything and can change nothing; with another role they can', async ({
  page,
  browser,
  baseURL,
}) => {
  await subscribe(page)
  const guest = newPerson('Gustav Gast')

  await test.step('the owner invites a viewer by email', async () => {
    await page.goto('/portal/team')
    await page.getByRole('button', { name: 'Invite someone' }).click()
    const dialog = page.getByRole('dialog', { name: 'Invite someone' })
    await dialog.getByLabel('Email').fill(guest.email)
    await dialog.getByText('Viewer', { exact: true }).click()
    await expect(dialog.getByRole('radio', { name: 'Viewer' })).toBeChecked()
    await dialog.getByRole('button', { name: 'Send invitation' }).click()
    await expect(page.getByRole('region', { name: 'Invitations' })).toContainText(guest.email)
  })

  const elsewhere = await browser.newContext({ baseURL })
  const viewer = await elsewhere.newPage()
  await test.step('the link makes them a member', async () => {
    await viewer.goto(linkIn(await mailTo(guest.email, /invites you to/), '/invitation'))
    await viewer.getByLabel('Your name').fill(guest.name)
    await viewer.getByLabel('Password', { exact: true }).fill(guest.password)
    await viewer.getByRole('button', { name: 'Accept the invitation' }).click()
    await expect(viewer.getByRole('heading', { name: 'Hello, Gustav' })).toBeVisible()
  })

  const invoice = await test.step('a viewer sees the invoices, but no way to pay, change or cancel', async () => {
    await viewer.getByRole('region', { name: 'Latest invoices' }).getByRole('link', { name: /^INV-/ }).click()
    await expect(viewer.getByRole('article')).toContainText('€70.21')
    const invoice = new URL(viewer.url()).pathname
    await viewer.goto('/portal/subscription')
    await expect(viewer.getByRole('heading', { name: 'Subscription' })).toBeVisible()
    await expect(viewer.getByRole('button', { name: /Cancel/ })).toHaveCount(0)
    await expect(viewer.getByRole('link', { name: 'Change plan' })).toHaveCount(0)
    await viewer.goto('/portal/payment-methods')
    await expect(viewer.getByText('Visa •••• 4242')).toBeVisible()
    await expect(viewer.getByRole('button', { name: /Add a payment method|Actions for/ })).toHaveCount(0)
    await viewer.goto('/portal/details')
    await expect(viewer.getByLabel('Street and number')).toBeDisabled()
    await viewer.goto('/portal/team')
    await expect(viewer.getByRole('button', { name: 'Invite someone' })).toHaveCount(0)
    for (const path of ['/portal/subscription/change', '/portal/checkout', `${invoice}/pay`]) {
      await viewer.goto(path)
      await expect(notThere(viewer), path).toBeVisible()
    }
    return invoice
  })

  await test.step('as billing manager the same person may', async () => {
    await page.reload()
    const role = page.getByLabel('Role of Gustav Gast')
    await role.selectOption('Billing manager')
    await expect(role).toHaveValue('BILLING_MANAGER')
    await expect(page.getByText('Role of Gustav Gast changed')).toBeVisible()
    await viewer.goto('/portal/subscription')
    await expect(viewer.getByRole('button', { name: 'Cancel subscription…' })).toBeVisible()
    await viewer.goto(`${invoice}/pay`)
    await expect(viewer.getByRole('status')).toContainText('Nothing is due on this invoice')
  })

  await test.step('removed, they are out at once', async () => {
    await page.getByRole('button', { name: 'Remove Gustav Gast?' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(page.getByRole('region', { name: 'Members' })).not.toContainText(guest.email)
    await viewer.goto('/portal')
    await expect(viewer.getByRole('heading', { name: 'Hello, Gustav' })).toHaveCount(0)
  })
  await elsewhere.close()
})

test('a member of two customers goes from one to the other', async ({ page, browser, baseURL }) => {
  const guest = newPerson('Zoe Zwei')
  const own = await subscribe(page, { plan: 'starter', person: guest })

  const elsewhere = await (await browser.newContext({ baseURL })).newPage()
  const host = await subscribe(elsewhere)
  await elsewhere.goto('/portal/team')
  await elsewhere.getByRole('button', { name: 'Invite someone' }).click()
  await elsewhere.getByRole('dialog').getByLabel('Email').fill(guest.email)
  await elsewhere.getByRole('dialog').getByRole('button', { name: 'Send invitation' }).click()
  await page.goto(linkIn(await mailTo(guest.email, /invites you to/), '/invitation'))
  await page.getByRole('button', { name: 'Accept the invitation' }).click()
  await expect(page.getByRole('heading', { name: 'Hello, Zoe' })).toBeVisible()

  const plan = page.getByRole('region', { name: 'Plan', exact: true })
  for (const [company, name] of [
    [own.company, 'Starter'],
    [host.company, 'Professional'],
    [own.company, 'Starter'],
  ] as const) {
    await page.getByRole('button', { name: 'Account: Zoe Zwei' }).click()
    const choice = page.getByRole('menuitem', { name: company })
    if (await choice.isDisabled()) await page.keyboard.press('Escape')
    else await choice.click()
    await expect(plan).toContainText(name)
  }
  await elsewhere.context().close()
})

test('an invitation that was withdrawn no longer works', async ({ page, browser, baseURL }) => {
  await subscribe(page, { plan: 'starter' })
  const guest = newPerson('Gerda Gast')
  await page.goto('/portal/team')
  await page.getByRole('button', { name: 'Invite someone' }).click()
  await page.getByRole('dialog').getByLabel('Email').fill(guest.email)
  await page.getByRole('dialog').getByRole('button', { name: 'Send invitation' }).click()
  const link = linkIn(await mailTo(guest.email, /invites you to/), '/invitation')
  await page.getByRole('button', { name: `Withdraw: ${guest.email}` }).click()
  await expect(page.getByText(guest.email)).toHaveCount(0)

  const elsewhere = await browser.newContext({ baseURL })
  const visitor = await elsewhere.newPage()
  await visitor.goto(link)
  await expect(visitor.getByRole('heading', { name: 'This invitation no longer works' })).toBeVisible()
  await elsewhere.close()
})
