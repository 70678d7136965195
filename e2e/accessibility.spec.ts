import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { CARDS, fillAddress, orderSummary, payButton, subscribe, typeCard } from './support/checkout'
import { newPerson, signUp } from './support/people'
import { addressOf, comeToRest, pagePaths, signInByRequest, viewerOf } from './support/pages'
import { linkIn, mailTo } from './support/sandbox'

/**
 * Every page, light and dark, on a desk and on a phone: axe finds nothing, nothing scrolls sideways, the console is
 * quiet. Pages come from the file system; those that only some people see at some times say here how to get there.
 */

const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

/** How to come to a page in the state that is worth looking at; leaves the browser there. */
const ways: Record<string, (page: Page) => Promise<void>> = {
  '/portal/checkout': async (page) => {
    await signUp(page, newPerson(), '/portal/checkout')
    await fillAddress(page)
    await expect(orderSummary(page)).toContainText('VAT 19% (DE)')
  },
  '/portal/checkout/complete': async (page) => {
    await subscribe(page)
  },
  '/portal/invoices/[id]/pay': async (page) => {
    await orderWithoutPaying(page)
    await page.goto('/portal/invoices')
    await page.getByRole('link', { name: /^INV-/ }).click()
    await page.getByRole('link', { name: /^Pay €/ }).click()
    await expect(page.getByRole('heading', { name: /^Pay invoice/ })).toBeVisible()
  },
  '/invitation': async (page) => {
    await signUp(page, newPerson())
    const { email } = newPerson('Gast')
    await page.goto('/portal/team')
    await page.getByRole('button', { name: 'Invite someone' }).click()
    await page.getByRole('dialog').getByLabel('Email').fill(email)
    await page.getByRole('dialog').getByRole('button', { name: 'Send invitation' }).click()
    const link = linkIn(await mailTo(email, /invites you/), '/invitation')
    await page.context().clearCookies()
    await page.goto(link)
  },
  '/admin/invoices/[id]/edit': async (page) => {
    await signInByRequest(page.request, { email: viewerOf('/admin')! })
    await page.goto(await addressOf(page.request, '/admin/customers/[id]/invoice'))
    await page.getByLabel('Line 1: description').fill('Training')
    await page.getByLabel('Price each').fill('100')
    await page.getByRole('button', { name: 'Save as draft' }).click()
    await page.getByRole('link', { name: 'Change', exact: true }).click()
    await expect(page.getByRole('region', { name: 'What it comes to' })).toContainText('€100.00')
  },
  '/admin/webhooks/[id]': async (page) => {
    await subscribe(page) // which makes Stripe send some
    await asStaff(page)
    await expect(async () => {
      await page.goto('/admin/webhooks')
      await page.getByRole('link', { name: 'payment_intent.succeeded' }).first().click({ timeout: 2000 })
    }).toPass({ timeout: 20_000 })
    await expect(page.getByRole('region', { name: 'What came' })).toBeVisible()
  },
  '/admin/sandbox/mail/[id]': async (page) => {
    const person = newPerson()
    await signUp(page, person)
    await mailTo(person.email, /Welcome/)
    await asStaff(page)
    await page.goto(`/admin/sandbox?to=${person.email}`)
    await page.getByRole('link', { name: /Welcome/ }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Welcome')
  },
  '/portal/subscription/change': async (page) => {
    await signInByRequest(page.request, { email: viewerOf('/portal')! })
    await page.goto('/portal/subscription/change')
    await page.getByRole('link', { name: /^Choose Enterprise/ }).click()
    await expect(page.getByText('Takes effect at once.')).toBeVisible()
  },
  '/portal/payment-methods/add': async (page) => {
    await signInByRequest(page.request, { email: viewerOf('/portal')! })
    await page.goto('/portal/payment-methods/add')
    await expect(page.getByTitle('Secure payment input frame').contentFrame().getByLabel('Card number')).toBeVisible()
  },
}

/** States that have no address of their own. */
const moments: Record<string, (page: Page) => Promise<void>> = {
  'a page that does not exist': async (page) => {
    await page.goto('/no-such-page')
  },
  'an invoice that does not exist': async (page) => {
    await signInByRequest(page.request, { email: viewerOf('/portal')! })
    await page.goto('/portal/invoices/unknown')
  },
  'a portal without a plan': async (page) => {
    await signUp(page, newPerson())
  },
  'an order waiting for its payment': async (page) => {
    await orderWithoutPaying(page)
    await page.goto('/portal')
    await expect(page.getByRole('status').filter({ hasText: 'Your order is waiting' })).toBeVisible()
  },
  'a refused card': async (page) => {
    await orderWithoutPaying(page)
  },
  'sign-up with mistakes': async (page) => {
    await page.goto('/sign-up')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByText('Enter a name').first()).toBeVisible()
  },
  'the question before cancelling': async (page) => {
    await signInByRequest(page.request, { email: viewerOf('/portal')! })
    await page.goto('/portal/subscription')
    await page.getByRole('button', { name: 'Cancel subscription…' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
  },
  'the question before pausing': async (page) => {
    await subscribe(page)
    await page.goto('/portal/subscription')
    await page.getByRole('button', { name: 'Pause…' }).click()
    await expect(page.getByRole('dialog')).toContainText('To the balance')
  },
  'what a pack of buildings would cost': async (page) => {
    await subscribe(page)
    await page.goto('/portal/subscription')
    await page.getByRole('button', { name: 'Add-ons…' }).click()
    await expect(page.getByRole('dialog')).toContainText('Extra buildings')
    await expect(page.getByRole('dialog')).toContainText('Charged now')
  },
  'what ending a subscription now would give back': async (page) => {
    const { company } = await subscribe(page)
    await asStaff(page)
    await page.goto(`/admin/subscriptions?q=${encodeURIComponent(company)}`)
    await page.getByRole('link', { name: company }).click()
    await page.getByRole('button', { name: 'End now…' }).click()
    await page
      .getByRole('dialog')
      .getByLabel('The unused rest of the period')
      .selectOption('Is refunded to the payment method')
    await expect(page.getByRole('dialog')).toContainText('Back to where it was paid from')
  },
  'the palette': async (page) => {
    await signInByRequest(page.request, { email: viewerOf('/portal')! })
    await page.goto('/portal')
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog')).toBeVisible()
  },
}

for (const path of pagePaths) {
  test(`page ${path}`, async ({ page }) => {
    await look(page, async () => {
      const way = ways[path]
      if (way) return way(page)
      const email = viewerOf(path)
      if (email) await signInByRequest(page.request, { email })
      await page.goto(await addressOf(page.request, path))
    })
  })
}

for (const [name, arrive] of Object.entries(moments)) {
  test(`moment: ${name}`, async ({ page }) => {
    await look(page, () => arrive(page))
  })
}

/** Arrives, and looks at the page in both themes and both widths. */
async function look(page: Page, arrive: () => Promise<void>): Promise<void> {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await page.setViewportSize(DESK)
  await arrive()
  await expect(page.locator('h1').first()).toBeAttached() // behind an open dialog it has no role
  await comeToRest(page)

  for (const [width, size] of Object.entries({ '1440 px': DESK, '390 px': PHONE })) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expect(page.locator('html')).toHaveClass(new RegExp(`(^| )${colorScheme}( |$)`))
      const { violations } = await axeFor(page).analyze()
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
      )
      expect.soft(found, `${width}, ${colorScheme}`).toEqual([])
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect.soft(overflow, `pixels that scroll sideways at ${width}`).toBeLessThanOrEqual(0)
  }
  expect(complaints, 'errors on the console').toEqual([])
}

/**
 * Only the payment provider's frame is of another origin and needs axe's slower way, with a page beside it to put the
 * results together. No script runs in the frame of an email, so axe cannot look there.
 */
function axeFor(page: Page): AxeBuilder {
  const isForeign = page.frames().some((frame) => frame.url().includes('/elements/'))
  return new AxeBuilder({ page }).setLegacyMode(!isForeign).exclude('iframe[sandbox]')
}

/**
 * A refused card answers 402 and a missing page 404: the browser reports both as errors of its own. It also reports that
 * it kept a script from running in an email's frame, where axe puts one into each frame it meets.
 */
const isExpected = (text: string) =>
  /Failed to load resource.*status of (402|404)|Blocked script execution in 'about:srcdoc'/.test(text)

/** Ends this browser's session and begins one of the demo's administrator. */
async function asStaff(page: Page): Promise<void> {
  await page.context().clearCookies()
  await signInByRequest(page.request, { email: viewerOf('/admin')! })
}

async function orderWithoutPaying(page: Page): Promise<void> {
  await signUp(page, newPerson(), '/portal/checkout?plan=starter')
  await fillAddress(page)
  await expect(orderSummary(page, 'Starter')).toContainText('VAT 19% (DE)')
  await typeCard(page, CARDS.declined)
  await payButton(page).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Your card was declined' })).toBeVisible()
}
