'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { userActor } from '@/lib/auth/actors'
import { signOutEverywhere as signOutEverywhereUseCase } from '@/lib/auth/sign-out-everywhere'
import { notFound } from '@/lib/platform/errors'
import { viewerAction } from './action'
import { rememberCustomer } from './guard'
import { signOutBrowser } from './session'

/** Ends this browser's session and goes to sign-in. Harmless for someone signed out, so it asks for nothing. */
export async function signOut(): Promise<void> {
  await signOutBrowser()
  redirect('/sign-in')
}

/** Ends the sessions on all devices, this one included. */
export const signOutEverywhere = viewerAction().action(async ({ ctx: { user, now } }) => {
  await signOutEverywhereUseCase({ userId: user.id, actor: userActor(user), now })
  await signOutBrowser()
  redirect('/sign-in')
})

/** Shows the portal of another of one's customers. */
export const chooseCustomer = viewerAction()
  .inputSchema(z.object({ customerId: z.string() }))
  .action(async ({ parsedInput: { customerId }, ctx: { viewer } }) => {
    if (!viewer.memberships.some(({ customer }) => customer.id === customerId)) throw notFound('customer', customerId)
    await rememberCustomer(customerId)
    redirect('/portal')
  })
