import { expect, test } from 'vitest'
import { db } from '@/lib/platform/db/client'
import { setSandboxClock } from '@/lib/platform/clock'
import { userActor } from './actors'
import { endSession, listSessions, readViewer, startSession } from './sessions'
import { signOutEverywhere } from './sign-out-everywhere'
import { accountOf, NOW, userOf } from './testing/people'

const start = (userId: string, isStaff = false) => startSession({ userId, isStaff, userAgent: 'Firefox' })

test('a session says who it is and which customers they belong to', async () => {
  const { user, customerId } = await accountOf()
  const { sessionId } = await start(user.id)
  expect(await readViewer(sessionId)).toEqual({
    sessionId,
    user: { id: user.id, email: user.email, name: 'Anna Vos', locale: 'en', staffRole: null },
    memberships: [
      {
        role: 'OWNER',
        customer: {
          id: customerId,
          name: 'Vos Vastgoed',
          currency: 'EUR',
          locale: 'en',
          timeZone: 'Europe/Berlin',
        },
      },
    ],
  })
})

test('ended, expired, unknown: nobody', async () => {
  const { user } = await accountOf()
  const { sessionId } = await start(user.id)
  await endSession({ sessionId, userId: 'usr_other' })
  expect(await readViewer(sessionId)).not.toBeNull()
  await endSession({ sessionId, userId: user.id })
  expect(await readViewer(sessionId)).toBeNull()
  expect(await readViewer('ses_unknown')).toBeNull()

  const second = await start(user.id)
  await db.userSession.update({ where: { id: second.sessionId }, data: { expiresAt: new Date(0) } })
  expect(await readViewer(second.sessionId)).toBeNull()
})

test('disabling a user ends what they have open', async () => {
  const user = await userOf({ staffRole: 'FINANCE' })
  const { sessionId } = await start(user.id)
  expect(await readViewer(sessionId)).toMatchObject({ user: { staffRole: 'FINANCE' } })
  await db.user.update({ where: { id: user.id }, data: { disabledAt: NOW } })
  expect(await readViewer(sessionId)).toBeNull()
})

test('staff sign in each day, members each month', async () => {
  const user = await userOf({ staffRole: 'ADMIN' })
  expect((await start(user.id, true)).maxAgeSeconds).toBe(43_200)
  expect((await start(user.id)).maxAgeSeconds).toBe(2_592_000)
})

test('the time machine signs nobody out', async () => {
  const { user } = await accountOf()
  const { sessionId } = await start(user.id)
  await setSandboxClock(new Date('2031-01-01T00:00:00Z'), true)
  expect(await readViewer(sessionId)).not.toBeNull()
  await setSandboxClock(null, false)
})

test('signing out everywhere ends every session, or all but this one', async () => {
  const { user } = await accountOf()
  const [here, phone, laptop] = [await start(user.id), await start(user.id), await start(user.id)]
  expect(await listSessions(user.id)).toHaveLength(3)

  const actor = userActor(user)
  expect(await signOutEverywhere({ userId: user.id, keep: here.sessionId, actor, now: NOW })).toBe(2)
  expect(await readViewer(phone.sessionId)).toBeNull()
  expect(await readViewer(laptop.sessionId)).toBeNull()
  expect(await readViewer(here.sessionId)).not.toBeNull()

  expect(await signOutEverywhere({ userId: user.id, actor, now: NOW })).toBe(1)
  expect(await readViewer(here.sessionId)).toBeNull()
})
