'use server'

import { redirect } from 'next/navigation'
import { publicAction } from '@/app/_server/action'
import { signInBrowser } from '@/app/_server/session'
import { authenticate } from '@/lib/auth/authenticate'
import { safeReturnTo } from '@/lib/auth/return-to'
import { signInSchema } from '@/lib/auth/schemas'

/** Errors: `wrong_credentials`, `account_disabled`, `too_many_attempts`. On success goes where the visitor wanted to go. */
export const signIn = publicAction()
  .inputSchema(signInSchema)
  .action(async ({ parsedInput: { email, password, returnTo }, ctx }) => {
    const user = await authenticate({ email, password, address: ctx.address })
    await signInBrowser(user)
    redirect(safeReturnTo(returnTo, user.staffRole ? '/admin' : '/portal'))
  })
