import { expect, test } from '@playwright/test'
import { comeToRest } from './support/pages'

test('pages load under the security policy without a single refusal', async ({ page }) => {
  const refusals: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refusals.push(message.text())
  })
  for (const path of ['/', '/pricing', '/sign-in', '/sign-up']) {
    await page.goto(path)
    await comeToRest(page)
  }
  expect(refusals).toEqual([])
})

test('each answer has a nonce of its own, and names nobody but us, Stripe, PayPal and the sandbox', async ({
  request,
}) => {
  const policyOf = async () => (await request.get('/pricing')).headers()['content-security-policy'] ?? ''
  const [first, second] = [await policyOf(), await policyOf()]
  expect(first).not.toBe(second)
  const hosts = [...first.matchAll(/https?:\/\/[^ ;]+/g)].map(([url]) => url)
  const known = /^(https:\/\/([a-z*]+\.)*(stripe\.com|paypal\.com|paypalobjects\.com)|http:\/\/127\.0\.0\.1:\d+)$/
  expect(hosts.filter((host) => !known.test(host))).toEqual([])
})
