import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { Webhook } from 'standardwebhooks'
import { newPerson, signUp } from '../support/people'

interface Received {
  headers: Record<string, string>
  body: string
}

test('an owner adds a webhook endpoint, sees a signed test event taken, and sends it again', async ({ page }) => {
  const received: Received[] = []
  const receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
    request.on('end', () => {
      received.push({ headers: request.headers as Record<string, string>, body })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening))
  const { port } = receiver.address() as AddressInfo
  try {
    await signUp(page, newPerson())
    await page.goto('/portal/webhooks')
    await page.getByRole('button', { name: 'Add endpoint' }).first().click()
    const form = page.getByRole('dialog', { name: 'Add endpoint' })
    await form.getByLabel('URL').fill(`http://127.0.0.1:${port}/billing`)
    await form.getByRole('button', { name: 'Add endpoint' }).click()
    const secret = (await page.locator('[data-secret]').textContent())!
    await page.getByRole('button', { name: 'I have copied it' }).click()

    await page.getByRole('link', { name: `http://127.0.0.1:${port}/billing` }).click()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await expect.poll(() => received.length, { timeout: 20_000 }).toBe(1)
    expect(await page.content()).not.toContain(secret)
    await page.reload()
    await page.getByRole('link', { name: 'webhook.test' }).click()
    await expect(page.getByRole('button', { name: 'Send again' })).toBeVisible()
    await expect(async () => {
      await page.reload()
      await expect(page.getByRole('main').getByText('Taken').first()).toBeVisible({ timeout: 3000 })
    }).toPass({ timeout: 20_000 })
    await page.getByRole('button', { name: 'Send again' }).click()
    await expect.poll(() => received.length, { timeout: 20_000 }).toBe(2)

    for (const { headers, body } of received) new Webhook(secret).verify(body, headers)
    expect(received[1]!.headers['webhook-id']).toBe(received[0]!.headers['webhook-id'])
  } finally {
    receiver.close()
  }
})
