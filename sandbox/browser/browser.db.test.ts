import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, chromium, type FrameLocator, type Page } from '@playwright/test'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChromium } from '@/scripts/lib/chromium.mjs'
import { sandboxUnderTest } from '../testing-client'

const { stripe, url } = await sandboxUnderTest()
const executablePath = await findChromium()

/** A shop with the real @stripe/react-stripe-js: `?mode=setup`, `?deferred`, `?theme=night`, `?currency=usd`. */
const SHOP = `
  import { StrictMode, useState } from 'react'
  import { createRoot } from 'react-dom/client'
  import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js'
  import { loadStripe } from '@stripe/stripe-js/pure'

  const query = new URLSearchParams(location.search)
  const mode = query.get('mode') ?? 'payment'
  const isDeferred = query.has('deferred')
  const newSecret = async () => (await fetch('/intent?mode=' + mode)).text()

  const loading = new Promise((resolve, reject) => {
    const script = document.createElement('script')
    Object.assign(script, { src: ${JSON.stringify(url)} + '/endive/stripe.js', onload: resolve, onerror: reject })
    document.head.append(script)
  }).then(() => loadStripe('pk_test_sandbox'))

  function Form() {
    const stripe = useStripe()
    const elements = useElements()
    const [isComplete, setComplete] = useState(false)
    const [outcome, setOutcome] = useState('')
    async function pay(event) {
      event.preventDefault()
      const checked = await elements.submit()
      if (checked.error) return setOutcome(checked.error.code)
      const confirm = mode === 'setup' ? stripe.confirmSetup : stripe.confirmPayment
      const { error, paymentIntent, setupIntent } = await confirm({
        elements,
        ...(isDeferred ? { clientSecret: await newSecret() } : {}),
        confirmParams: { return_url: location.origin + '/return' },
        redirect: query.get('redirect') ?? 'if_required',
      })
      setOutcome(error ? (error.decline_code || error.code || error.type) : (paymentIntent ?? setupIntent).status)
    }
    return (
      <form onSubmit={pay}>
        <PaymentElement onChange={(event) => setComplete(event.complete)} />
        <button disabled={!stripe}>Pay</button>
        <output id="complete">{String(isComplete)}</output>
        <output id="outcome">{outcome}</output>
      </form>
    )
  }

  const theme = query.get('theme') ?? 'stripe'
  const options = isDeferred
    ? { mode, currency: query.get('currency') ?? 'eur', ...(mode === 'payment' ? { amount: 4200 } : {}), appearance: { theme } }
    : { clientSecret: await newSecret(), appearance: { theme } }
  createRoot(document.getElementById('root')).render(
    <StrictMode><Elements stripe={loading} options={options}><Form /></Elements></StrictMode>,
  )`

describe.skipIf(executablePath === undefined)('Stripe’s React library in a browser', () => {
  let browser: Browser
  let shop: string

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    })
    const { outputFiles } = await build({
      stdin: { contents: SHOP, loader: 'jsx', resolveDir: import.meta.dirname },
      bundle: true,
      format: 'esm',
      jsx: 'automatic',
      write: false,
      define: { 'process.env.NODE_ENV': '"development"' },
    })
    const server = createServer((request, response) => {
      const path = request.url ?? ''
      if (path.startsWith('/intent')) {
        const intent = path.includes('setup')
          ? stripe.setupIntents.create({ usage: 'off_session' })
          : stripe.paymentIntents.create({ amount: 4200, currency: 'eur' })
        void intent.then(({ client_secret }) => response.end(client_secret))
      } else if (path === '/shop.js') {
        response.setHeader('content-type', 'text/javascript').end(outputFiles[0]?.text)
      } else {
        response
          .setHeader('content-type', 'text/html')
          .end(
            '<!doctype html><html lang="en"><title>Shop</title><main><h1>Pay</h1><div id="root"></div></main><script type="module" src="/shop.js"></script>',
          )
      }
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    shop = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    afterAll(() => void server.close())
  })
  afterAll(() => browser.close())

  async function visit(query = '') {
    const context = await browser.newContext() // axe wants a context that it can open a page in
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    await page.goto(`${shop}/${query}`)
    const frame = page.frameLocator('iframe[title="Secure payment input frame"]')
    await frame.locator('#fields').waitFor()
    return { page, frame, complaints }
  }

  async function typeCard(frame: FrameLocator, number: string) {
    await frame.getByLabel('Card number').fill(number)
    await frame.getByLabel('Expiration date').fill('12 / 34')
    await frame.getByLabel('Security code').fill('123')
  }

  const pay = (page: Page) => page.getByRole('button', { name: 'Pay' }).click()
  const outcome = (page: Page) => expect.poll(() => page.locator('#outcome').textContent(), { timeout: 8000 })

  test('a card is paid with; React mounting twice leaves one frame, and nothing complains', async () => {
    const { page, frame, complaints } = await visit()
    expect(await page.locator('#complete').textContent()).toBe('false')
    await typeCard(frame, '4242 4242 4242 4242')
    await expect.poll(() => page.locator('#complete').textContent()).toBe('true')
    await pay(page)
    await outcome(page).toBe('succeeded')
    expect(await page.locator('iframe').count()).toBe(1)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('what is missing is told beside its field, and to assistive technology', async () => {
    const { page, frame } = await visit()
    await pay(page)
    await outcome(page).toBe('incomplete_number')
    const number = frame.getByLabel('Card number')
    expect(await number.getAttribute('aria-invalid')).toBe('true')
    expect(await frame.locator('#number-error').textContent()).toBe('Your card number is incomplete.')
    expect(await number.evaluate((input) => input === input.ownerDocument.activeElement)).toBe(true)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.context().close()
  })

  test('keys alone are enough: fields follow each other, Enter pays', async () => {
    const { page, frame } = await visit()
    await frame.getByLabel('Card number').focus()
    await page.keyboard.type('400000000000999512')
    await page.keyboard.type('34123')
    expect(await frame.getByLabel('Card number').inputValue()).toBe('4000 0000 0000 9995')
    expect(await frame.getByLabel('Expiration date').inputValue()).toBe('12 / 34')
    await page.keyboard.press('Enter')
    await outcome(page).toBe('insufficient_funds')
    await page.context().close()
  })

  test.each([
    ['', '#test-source-authorize-3ds', 'succeeded'],
    ['', '#test-source-fail-3ds', 'payment_intent_authentication_failure'],
    ['?mode=setup', '#test-source-authorize-3ds', 'succeeded'],
    ['?deferred', '#test-source-authorize-3ds', 'succeeded'],
    ['?deferred&mode=setup', '#test-source-fail-3ds', 'setup_intent_authentication_failure'],
  ])('3-D Secure (%s, %s): %s', async (query, button, result) => {
    const { page, frame } = await visit(query)
    await typeCard(frame, '4000002760003184')
    await pay(page)
    const bank = page.frameLocator('iframe[name="stripe-challenge-frame"]')
    await bank.locator(button).waitFor()
    if (query === '') expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await bank.locator(button).click()
    await outcome(page).toBe(result)
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.context().close()
  })

  test('a debit is processing; in the dark nothing is hard to read', async () => {
    const { page, frame } = await visit('?deferred&theme=night')
    await frame.getByRole('tab', { name: 'SEPA Debit' }).click()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await frame.getByLabel('Email').fill('anna@example.com')
    await frame.getByLabel('Full name').fill('Anna')
    await frame.getByLabel('IBAN').fill('DE89370400440532013000')
    await pay(page)
    await outcome(page).toBe('processing')
    await page.context().close()
  })

  test('only cards for dollars, so no tabs', async () => {
    const { page, frame } = await visit('?deferred&currency=usd')
    expect(await frame.getByRole('tab').count()).toBe(0)
    await page.context().close()
  })

  test('redirecting always, the customer comes back with the result in the address', async () => {
    const { page, frame } = await visit('?deferred&redirect=always')
    await typeCard(frame, '4242424242424242')
    await pay(page)
    await page.waitForURL(/\/return\?payment_intent=pi_\w+&payment_intent_client_secret=\w+&redirect_status=succeeded$/)
    await page.context().close()
  })

  test('a payments provider that does not answer is told as such', async () => {
    const { page, frame } = await visit()
    await typeCard(frame, '4242424242424242')
    await page.context().route('**/v1/payment_methods', (route) => route.abort())
    await pay(page)
    await outcome(page).toBe('api_connection_error')
    await page.context().close()
  })
})

test('the script and the frame are never cached', async () => {
  for (const path of ['/endive/stripe.js', '/elements/payment.html', '/elements/payment.js', '/elements/payment.css']) {
    const response = await fetch(`${url}${path}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
  }
})
