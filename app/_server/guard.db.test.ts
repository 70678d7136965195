import type { NextRequest } from 'next/server'
import { beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import {
  MEMBER_PERMISSIONS,
  MEMBER_ROLES,
  memberMay,
  STAFF_PERMISSIONS,
  STAFF_ROLES,
  staffMay,
  type MemberPermission,
  type StaffPermission,
} from '@/lib/auth/permissions'
import { addMember } from '@/lib/auth/create-user'
import { memberActor } from '@/lib/auth/actors'
import { sealSession, SESSION_COOKIE } from '@/lib/auth/session-token'
import { endSession, startSession } from '@/lib/auth/sessions'
import { accountOf, NOW, userOf } from '@/lib/auth/testing/people'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import { memberAction, staffAction } from './action'
import { authorizeMember, requireMember, requireStaff } from './guard'
import { memberRoute, staffRoute } from './route'

// Next's request is the only thing replaced: cookies and headers of the browser at hand.
const browser = vi.hoisted(() => ({ cookies: new Map<string, string>(), headers: new Headers() }))
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (browser.cookies.has(name) ? { name, value: browser.cookies.get(name) } : undefined),
  }),
  headers: async () => browser.headers,
}))

beforeEach(signOut)

function signOut() {
  browser.cookies.clear()
  browser.headers = new Headers()
}

async function signIn(user: { id: string; staffRole: string | null }) {
  signOut()
  const session = await startSession({ userId: user.id, isStaff: user.staffRole !== null, userAgent: null })
  browser.cookies.set(SESSION_COOKIE, await sealSession(session))
  return session.sessionId
}

/** A customer's member in each role. */
async function team() {
  const owner = await accountOf()
  const { customerId } = owner
  const people = { OWNER: owner.user, BILLING_MANAGER: await userOf(), VIEWER: await userOf() }
  for (const role of ['BILLING_MANAGER', 'VIEWER'] as const) {
    const actor = memberActor(owner.user)
    await inTransaction((tx) => addMember(tx, { customerId, user: people[role], role, actor, now: NOW }))
  }
  return { customerId, people }
}

const digestOf = (page: Promise<unknown>) =>
  page.then(
    () => 'shown',
    (error: { digest?: string }) => error.digest ?? String(error),
  )
const NOT_FOUND = 'NEXT_HTTP_ERROR_FALLBACK;404'

const request = (method = 'GET', headers: Record<string, string> = {}) =>
  new Request('http://localhost:3000/portal/x', {
    method,
    headers: { host: 'localhost:3000', ...headers },
  }) as NextRequest
const context = { params: Promise.resolve({}) }

test('roles × permissions: a member may what the table says, as page, action and route, and nothing of staff', async () => {
  const { customerId, people } = await team()
  for (const role of MEMBER_ROLES) {
    await signIn(people[role])
    for (const permission of Object.keys(MEMBER_PERMISSIONS) as MemberPermission[]) {
      const may = memberMay(role, permission)
      expect(await digestOf(requireMember(permission)), `${role} ${permission}`).toBe(may ? 'shown' : NOT_FOUND)

      const result = await memberAction(permission).action(async ({ ctx }) => ctx.customer.id)()
      expect(result).toEqual(
        may ? { data: customerId } : { serverError: { code: 'forbidden', message: 'You may not do this.' } },
      )

      const respond = memberRoute(permission, async ({ customer }) => Response.json(customer.id))
      expect((await respond(request(), context)).status).toBe(may ? 200 : 403)
    }
    expect(await digestOf(requireStaff('staff.dashboard'))).toBe(NOT_FOUND)
  }
})

test('roles × permissions: staff may what the table says, and are led from the portal to their own area', async () => {
  for (const role of STAFF_ROLES) {
    await signIn(await userOf({ staffRole: role }))
    for (const permission of Object.keys(STAFF_PERMISSIONS) as StaffPermission[]) {
      const may = staffMay(role, permission)
      expect(await digestOf(requireStaff(permission)), `${role} ${permission}`).toBe(may ? 'shown' : NOT_FOUND)
      const result = await staffAction(permission).action(async ({ ctx }) => ctx.role)()
      expect(result.data).toBe(may ? role : undefined)
      const respond = staffRoute(permission, async () => Response.json({}))
      expect((await respond(request(), context)).status).toBe(may ? 200 : 403)
    }
    expect(await digestOf(requireMember('portal.view'))).toContain('/admin;307')
    const respond = memberRoute('portal.view', async () => Response.json({}))
    expect((await respond(request(), context)).status).toBe(403)
  }
})

test('signed out: pages lead to sign-in and back, actions and routes say so', async () => {
  browser.headers.set('x-concierge-path', '/portal/invoices?page=2')
  expect(await digestOf(requireMember('portal.view'))).toContain(
    '/sign-in?returnTo=%2Fportal%2Finvoices%3Fpage%3D2;307',
  )
  expect(await digestOf(requireStaff('staff.dashboard'))).toContain('/sign-in?returnTo=')
  expect(await memberAction('portal.view').action(async () => 1)()).toEqual({
    serverError: { code: 'unauthenticated', message: 'You are signed out. Sign in and try again.' },
  })
  const respond = staffRoute('staff.dashboard', async () => Response.json({}))
  const response = await respond(request(), context)
  expect(response.status).toBe(401)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
})

test('a way back that leads elsewhere is dropped', async () => {
  browser.headers.set('x-concierge-path', '//evil.example')
  expect(await digestOf(requireMember('portal.view'))).toContain('/sign-in?returnTo=%2Fportal;307')
})

test('an ended session is no session, whatever the cookie says', async () => {
  const { people } = await team()
  const sessionId = await signIn(people.OWNER)
  expect(await digestOf(requireMember('team.manage'))).toBe('shown')
  await endSession({ sessionId, userId: people.OWNER.id })
  expect(await digestOf(requireMember('team.manage'))).toContain('/sign-in')
})

test('a member sees their own customer, whichever the cookie names; one of several chooses among theirs', async () => {
  const [mine, theirs] = [await team(), await team()]
  const { OWNER, VIEWER } = mine.people
  await signIn(OWNER)
  browser.cookies.set('concierge.customer', theirs.customerId)
  expect((await authorizeMember('portal.view')).customer.id).toBe(mine.customerId)

  const { customerId } = theirs
  const actor = memberActor(theirs.people.OWNER)
  await inTransaction((tx) =>
    addMember(tx, { customerId, user: VIEWER, role: 'OWNER', actor, now: new Date(+NOW + 1) }),
  )
  await signIn(VIEWER)
  expect(await authorizeMember('portal.view')).toMatchObject({ customer: { id: mine.customerId }, role: 'VIEWER' })
  await expect(authorizeMember('team.manage')).rejects.toMatchObject({ kind: 'forbidden' })
  browser.cookies.set('concierge.customer', theirs.customerId)
  expect(await authorizeMember('team.manage')).toMatchObject({ customer: { id: theirs.customerId }, role: 'OWNER' })
})

test('actions: wrong input, our errors with their code, foreign errors without their text', async () => {
  await signIn((await team()).people.OWNER)
  const rename = memberAction('details.edit')
    .inputSchema(z.object({ name: z.string().min(1, 'Enter a name') }))
    .action(async ({ parsedInput: { name } }) => {
      if (name === 'taken') throw conflict('name_taken', 'This name is taken.')
      if (name === 'boom') throw new Error('secret detail of the database')
      return name
    })
  expect(await rename({ name: '' })).toEqual({
    validationErrors: { formErrors: [], fieldErrors: { name: ['Enter a name'] } },
  })
  expect(await rename({ name: 'Vos' })).toEqual({ data: 'Vos' })
  expect(await rename({ name: 'taken' })).toEqual({
    serverError: { code: 'name_taken', message: 'This name is taken.' },
  })
  const { serverError } = await rename({ name: 'boom' })
  expect(serverError?.code).toBe('internal_error')
  expect(serverError?.message).not.toContain('secret')
})

test('routes: a change from another site is refused before anything else; errors are problems', async () => {
  await signIn((await team()).people.OWNER)
  const handle = vi.fn(async () => {
    throw notFound('invoice', 'inv_1')
  })
  const respond = memberRoute('billing.manage', handle)
  const foreign = await respond(request('POST', { origin: 'https://evil.example' }), context)
  expect(foreign.status).toBe(403)
  expect(handle).not.toHaveBeenCalled()

  const own = await respond(request('POST', { origin: 'http://localhost:3000' }), context)
  expect(own.status).toBe(404)
  expect(await own.json()).toMatchObject({ status: 404, code: 'not_found', detail: 'No such invoice.' })
})
