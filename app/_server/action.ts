import 'server-only'
import { headers } from 'next/headers'
import { createSafeActionClient } from 'next-safe-action'
import type { MemberPermission, StaffPermission } from '@/lib/auth/permissions'
import { BillingError } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { clientAddress } from './client-request'
import { authorizeMember, authorizeStaff, authorizeViewer, requestNow } from './guard'

/** What a failed action tells the screen. `code` is stable; `message` is safe and written for people. */
export interface ActionError {
  code: string
  message: string
}

const actionClient = createSafeActionClient({
  defaultValidationErrorsShape: 'flattened',
  handleServerError(error): ActionError {
    if (error instanceof BillingError) return { code: error.code, message: error.message }
    log.error({ err: error }, 'unexpected error in an action')
    return {
      code: 'internal_error',
      message: 'Something went wrong on our side. Reload the page to see where things stand, then try again.',
    }
  },
})

/** Actions of the portal: `ctx` is the member, their one customer, the actor for the audit and the instant. */
export const memberAction = (permission: MemberPermission) =>
  actionClient.use(async ({ next }) => next({ ctx: await authorizeMember(permission) }))

/** Actions of the admin area. */
export const staffAction = (permission: StaffPermission) =>
  actionClient.use(async ({ next }) => next({ ctx: await authorizeStaff(permission) }))

/** Actions of anyone signed in, about themselves. */
export const viewerAction = () =>
  actionClient.use(async ({ next }) => {
    const viewer = await authorizeViewer()
    return next({ ctx: { viewer, user: viewer.user, now: await requestNow() } })
  })

/** Actions of anyone at all: listed by name in `access.test.ts`. They limit their own rate by `ctx.address`. */
export const publicAction = () =>
  actionClient.use(async ({ next }) => {
    return next({ ctx: { now: await requestNow(), address: clientAddress(await headers()) } })
  })
