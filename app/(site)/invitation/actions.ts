'use server'

import { redirect } from 'next/navigation'
import { publicAction, viewerAction } from '@/app/_server/action'
import { rememberCustomer } from '@/app/_server/guard'
import { signInBrowser } from '@/app/_server/session'
import {
  acceptInvitation as acceptInvitationUseCase,
  signUpByInvitation as signUpUseCase,
} from '@/lib/auth/accept-invitation'
import { acceptInvitationSchema, signUpByInvitationSchema } from '@/lib/auth/schemas'

/** For someone signed in. Errors: `invitation_invalid`, `forbidden` (another address), `already_member`. */
export const acceptInvitation = viewerAction()
  .inputSchema(acceptInvitationSchema)
  .action(async ({ parsedInput: { token }, ctx: { user, now } }) => {
    await rememberCustomer(await acceptInvitationUseCase({ token, user, now }))
    redirect('/portal')
  })

/** For someone without an account. Errors: `invitation_invalid`, `email_taken`, `too_many_attempts`. */
export const signUpByInvitation = publicAction()
  .inputSchema(signUpByInvitationSchema)
  .action(async ({ parsedInput, ctx: { address, now } }) => {
    const { user, customerId } = await signUpUseCase({ ...parsedInput, address, now })
    await signInBrowser(user)
    await rememberCustomer(customerId)
    redirect('/portal')
  })
