'use server'

import { redirect } from 'next/navigation'
import { publicAction } from '@/app/_server/action'
import { signInBrowser } from '@/app/_server/session'
import { safeReturnTo } from '@/lib/auth/return-to'
import { signUpSchema } from '@/lib/auth/schemas'
import { signUp as signUpUseCase } from '@/lib/auth/sign-up'

/** Errors: `email_taken`, `too_many_attempts`. On success the visitor is signed in and goes on, e.g. to the checkout. */
export const signUp = publicAction()
  .inputSchema(signUpSchema)
  .action(async ({ parsedInput: { returnTo, ...account }, ctx }) => {
    const { user } = await signUpUseCase({ account, address: ctx.address, now: ctx.now })
    await signInBrowser(user)
    redirect(safeReturnTo(returnTo))
  })
