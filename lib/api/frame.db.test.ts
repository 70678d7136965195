import { expect, test } from 'vitest'
import { systemActor } from '@/lib/audit/actor'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { createCustomer } from '@/lib/customers/create-customer'
import { inTransaction } from '@/lib/platform/db/client'
import { apiClient, newSecretFor } from './testing/api-client'

const now = new Date('2026-01-15T09:00:00Z')
const call = apiClient()
const newCustomer = (name: string) =>
  inTransaction((tx) =>
    createCustomer(tx, { customer: { name, email: 'a@b.example' }, actor: systemActor('Test'), now }),
  )

test('plans are public, and any page may ask', async () => {
  await seedCatalog(now)
  const { status, headers, body } = await call('GET /plans')
  expect(status).toBe(200)
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(body.data.map(({ code }: { code: string }) => code)).toContain('professional')
})

test('a list of nothing is a page', async () => {
  const { id } = await newCustomer('Empty')
  const secret = await newSecretFor(id)
  const { body } = await call('GET /invoices', { secret })
  expect(body).toEqual({ data: [], hasMore: false, nextCursor: null, previousCursor: null })
})
