import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SubjectType } from '@/lib/outbound/event-types'
import { snapshotsOf } from '@/lib/outbound/snapshots'
import { db } from '@/lib/platform/db/client'
import { closeJobs } from '@/lib/runtime/run-jobs'
import { createWorld, START } from '@/lib/runtime/testing/world'
import { apiClient, newSecretFor } from './testing/api-client'
import { furnishedCustomer } from './testing/api-world'

beforeAll(createWorld)
afterAll(closeJobs)

it('shows an object in a webhook as the API shows it', async () => {
  const ids = await furnishedCustomer()
  const call = apiClient()
  const secret = await newSecretFor(ids.cus)
  const objects: [SubjectType, string, string][] = [
    ['invoice', ids.inv, `/invoices/${ids.inv}`],
    ['subscription', ids.sub, `/subscriptions/${ids.sub}`],
    ['payment', ids.pay, `/payments/${ids.pay}`],
    ['refund', ids.ref, `/refunds/${ids.ref}`],
    ['credit_note', ids.cn, `/credit-notes/${ids.cn}`],
    ['payment_method', ids.pm, `/payment-methods`],
  ]
  for (const [type, id, path] of objects) {
    const told = (await snapshotsOf(db, { type, ids: [id], now: START })).get(id)
    const { body } = await call(`GET ${path}`, { secret })
    const shown = 'data' in body ? body.data.find((each: { id: string }) => each.id === id) : body
    // What takes further reads (lines, attempts) is left to the API.
    const same = Object.fromEntries(Object.keys(told!).map((field) => [field, shown[field]]))
    expect({ type, ...told }).toEqual({ type, ...same })
  }
})
