import { encode } from 'next-auth/jwt'
import { expect, test } from 'vitest'
import { openSession, sealSession } from './session-token'

test('what was sealed can be opened, and does not show its content', async () => {
  const token = await sealSession({ sessionId: 'ses_1', maxAgeSeconds: 60 })
  expect(token).not.toContain('ses_1')
  expect(await openSession(token)).toBe('ses_1')
})

test('a forged, changed, expired or absent token opens nothing', async () => {
  const token = await sealSession({ sessionId: 'ses_1', maxAgeSeconds: 60 })
  const forged = await encode({ token: { sid: 'ses_1' }, secret: 'another secret of at least 32 characters' })
  const expired = await sealSession({ sessionId: 'ses_1', maxAgeSeconds: -60 })
  for (const bad of [undefined, '', 'x', forged, expired, `${token.slice(0, -4)}AAAA`]) {
    expect(await openSession(bad)).toBeNull()
  }
})
