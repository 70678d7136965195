import { expect, test } from '@playwright/test'

test('the system says that it is well: database, migrations, worker and sandbox', async ({ request }) => {
  const response = await request.get('/api/health')
  expect(await response.json()).toMatchObject({
    ok: true,
    checks: { database: { ok: true }, migrations: { ok: true }, worker: { ok: true }, sandbox: { ok: true } },
  })
})

test('security headers are on every answer', async ({ request }) => {
  const headers = (await request.get('/pricing')).headers()
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['x-frame-options']).toBe('DENY')
  expect(headers['x-powered-by']).toBeUndefined()
})
