import 'server-only'
import type { NextRequest } from 'next/server'
import type { MemberPermission, StaffPermission } from '@/lib/auth/permissions'
import { forbidden } from '@/lib/platform/errors'
import { problemResponse } from '@/lib/platform/http/problem'
import { isSameOrigin } from './client-request'
import { authorizeMember, authorizeStaff, requestNow, type MemberContext, type StaffContext } from './guard'

type RouteParams = Record<string, string | string[] | undefined>

interface RouteInput<Params> {
  request: NextRequest
  params: Params
}

type RouteHandler<Params> = (request: NextRequest, context: { params: Promise<Params> }) => Promise<Response>

/** A route handler of the portal (a PDF, a CSV): answers 401, 403 and every other failure as problem+json. */
export function memberRoute<Params extends RouteParams>(
  permission: MemberPermission,
  handle: (input: RouteInput<Params> & MemberContext) => Promise<Response>,
): RouteHandler<Params> {
  return guarded(async (input) => handle({ ...input, ...(await authorizeMember(permission)) }))
}

/** A route handler of the admin area. */
export function staffRoute<Params extends RouteParams>(
  permission: StaffPermission,
  handle: (input: RouteInput<Params> & StaffContext) => Promise<Response>,
): RouteHandler<Params> {
  return guarded(async (input) => handle({ ...input, ...(await authorizeStaff(permission)) }))
}

/** A route handler for anyone: listed by name in `access.test.ts`. */
export function publicRoute<Params extends RouteParams>(
  handle: (input: RouteInput<Params> & { now: Date }) => Promise<Response>,
): RouteHandler<Params> {
  return guarded(async (input) => handle({ ...input, now: await requestNow() }))
}

/** Maps errors to problem+json and refuses changes that another site asked for. */
function guarded<Params>(handle: (input: RouteInput<Params>) => Promise<Response>): RouteHandler<Params> {
  return async (request, context) => {
    try {
      if (!isSameOrigin(request)) throw forbidden('This request did not come from our own pages.')
      return await handle({ request, params: await context.params })
    } catch (error) {
      return problemResponse(error)
    }
  }
}
