import { expect, it } from 'vitest'
import { systemActor } from '@/lib/audit/actor'
import { listAuditEntries } from '@/lib/audit/list-audit-entries'
import { db } from '@/lib/platform/db/client'
import { readTravel, requestTravel } from './request-travel'

const now = new Date('2026-11-22T10:00:00Z')
const actor = systemActor('Test')
const DAY = 24 * 60 * 60 * 1000
const inDays = (days: number) => new Date(now.getTime() + days * DAY)

it('asks the worker for one journey at a time, forward and not too far', async () => {
  await expect(requestTravel({ to: now, actor, now })).rejects.toMatchObject({ code: 'time_moves_forward' })
  await expect(requestTravel({ to: inDays(732), actor, now })).rejects.toMatchObject({ code: 'too_far' })
  expect((await readTravel()).to).toBeNull()

  const asked = await Promise.allSettled([
    requestTravel({ to: inDays(30), actor, now }),
    requestTravel({ to: inDays(30), actor, now }),
  ])
  expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await readTravel()).toMatchObject({ to: inDays(30), error: null })
  await expect(requestTravel({ to: inDays(60), actor, now })).rejects.toMatchObject({ code: 'already_traveling' })
  const entries = await listAuditEntries({})
  expect(entries.map(({ action }) => action)).toEqual(['sandbox.travel'])
})

it('tells why a journey stopped, and lets another one begin', async () => {
  await db.$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = 'it broke'`
  expect(await readTravel()).toMatchObject({ to: null, error: 'it broke' })
  await requestTravel({ to: inDays(1), actor, now })
  expect(await readTravel()).toMatchObject({ to: inDays(1), error: null })
})
