'use server'

import { publicAction } from '@/app/_server/action'
import { requestPasswordReset as requestPasswordResetUseCase } from '@/lib/auth/request-password-reset'
import { requestPasswordResetSchema } from '@/lib/auth/schemas'

/** Answers the same whether there is such a user or not: `{ email }`. Errors: `too_many_attempts`. */
export const requestPasswordReset = publicAction()
  .inputSchema(requestPasswordResetSchema)
  .action(async ({ parsedInput: { email }, ctx }) => {
    await requestPasswordResetUseCase({ email, address: ctx.address, now: ctx.now })
    return { email }
  })
