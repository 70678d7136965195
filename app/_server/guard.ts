import 'server-only'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { Actor } from '@/lib/audit/actor'
import { memberActor, staffActor } from '@/lib/auth/actors'
import {
  memberMay,
  staffMay,
  type MemberPermission,
  type MemberRole,
  type StaffPermission,
  type StaffRole,
} from '@/lib/auth/permissions'
import { PATH_HEADER, safeReturnTo, signInPath } from '@/lib/auth/return-to'
import { sessionCookieOptions } from '@/lib/auth/session-token'
import { SESSION_SECONDS } from '@/lib/auth/sessions'
import type { MemberCustomer, Membership, Viewer, ViewerUser } from '@/lib/auth/viewer'
import { now as readClock } from '@/lib/platform/clock'
import { BillingError, forbidden, unauthenticated } from '@/lib/platform/errors'
import { currentViewer } from './session'
import '@/lib/runtime/compose'

/** Which of several customers a member looks at; any value that is not theirs is ignored. */
const CUSTOMER_COOKIE = 'concierge.customer'

export interface MemberContext {
  viewer: Viewer
  user: ViewerUser
  /** The one customer this request may see: every query is scoped by its id. */
  customer: MemberCustomer
  role: MemberRole
  actor: Actor
  /** The request's one instant. */
  now: Date
  may: (permission: MemberPermission) => boolean
}

export interface StaffContext {
  viewer: Viewer
  user: ViewerUser
  role: StaffRole
  actor: Actor
  now: Date
  may: (permission: StaffPermission) => boolean
}

/** One instant per request: everything a page shows is of the same moment. */
export const requestNow = cache(readClock)

/**
 * The member behind a portal page, first line of the page. Signed out: to sign-in and back. No such permission: 404.
 * Staff without a customer of their own go to the admin area.
 */
export async function requireMember(permission: MemberPermission): Promise<MemberContext> {
  const viewer = await currentViewer()
  if (viewer?.memberships.length === 0 && viewer.user.staffRole) redirect('/admin')
  return orLeave(() => authorizeMember(permission))
}

/** The member of staff behind an admin page. To everyone else the page does not exist. */
export async function requireStaff(permission: StaffPermission): Promise<StaffContext> {
  return orLeave(() => authorizeStaff(permission))
}

/** As `requireMember`, for actions and route handlers: throws `unauthenticated` or `forbidden`. */
export async function authorizeMember(permission: MemberPermission): Promise<MemberContext> {
  const viewer = await authorizeViewer()
  const { user } = viewer
  const membership = chooseMembership(viewer.memberships, (await cookies()).get(CUSTOMER_COOKIE)?.value)
  if (!membership || !memberMay(membership.role, permission)) throw forbidden()
  const { customer, role } = membership
  const may = (wanted: MemberPermission) => memberMay(role, wanted)
  return { viewer, user, customer, role, actor: memberActor(user), now: await requestNow(), may }
}

/** As `requireStaff`, for actions and route handlers: throws `unauthenticated` or `forbidden`. */
export async function authorizeStaff(permission: StaffPermission): Promise<StaffContext> {
  const viewer = await authorizeViewer()
  const { user } = viewer
  const role = user.staffRole
  if (!role || !staffMay(role, permission)) throw forbidden()
  const may = (wanted: StaffPermission) => staffMay(role, wanted)
  return { viewer, user, role, actor: staffActor(user), now: await requestNow(), may }
}

/** Anyone signed in: throws `unauthenticated`. */
export async function authorizeViewer(): Promise<Viewer> {
  const viewer = await currentViewer()
  if (!viewer) throw unauthenticated('You are signed out. Sign in and try again.')
  return viewer
}

/** Makes the portal show this customer from now on, for members of several (actions only). */
export async function rememberCustomer(customerId: string): Promise<void> {
  const jar = await cookies()
  jar.set(CUSTOMER_COOKIE, customerId, { ...sessionCookieOptions, maxAge: SESSION_SECONDS.member })
}

/** The customer chosen by cookie, if it is theirs; else the one they have belonged to longest. */
function chooseMembership(memberships: Membership[], chosen: string | undefined): Membership | undefined {
  return memberships.find(({ customer }) => customer.id === chosen) ?? memberships[0]
}

async function orLeave<T>(authorize: () => Promise<T>): Promise<T> {
  try {
    return await authorize()
  } catch (error) {
    if (error instanceof BillingError && error.kind === 'unauthenticated') return goToSignIn()
    if (error instanceof BillingError && error.kind === 'forbidden') notFound()
    throw error
  }
}

async function goToSignIn(): Promise<never> {
  redirect(signInPath(safeReturnTo((await headers()).get(PATH_HEADER))))
}
