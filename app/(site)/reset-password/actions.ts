'use server'

import { publicAction } from '@/app/_server/action'
import { signOutBrowser } from '@/app/_server/session'
import { resetPassword as resetPasswordUseCase } from '@/lib/auth/reset-password'
import { resetPasswordSchema } from '@/lib/auth/schemas'

/** Sets the password and signs out everywhere; the visitor signs in with it next. Errors: `reset_link_invalid`. */
export const resetPassword = publicAction()
  .inputSchema(resetPasswordSchema)
  .action(async ({ parsedInput: { token, password }, ctx }) => {
    await resetPasswordUseCase({ token, password, now: ctx.now })
    await signOutBrowser()
    return { done: true }
  })
