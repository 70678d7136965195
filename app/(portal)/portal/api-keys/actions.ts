'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { memberAction } from '@/app/_server/action'
import { createApiKey } from '@/lib/api/create-api-key'
import { revokeApiKey } from '@/lib/api/revoke-api-key'
import { rotateApiKey } from '@/lib/api/rotate-api-key'
import { newKeySchema, overlapHoursSchema } from '@/lib/api/schemas'

const keyId = z.string().min(1).max(60)

/** The answer holds the secret, once. Errors: `scope_not_allowed`. */
export const createKey = memberAction('api_keys.manage')
  .inputSchema(newKeySchema)
  .action(async ({ parsedInput: key, ctx: { customer, actor, now } }) => {
    const { secret } = await createApiKey({ customerId: customer.id, key, actor, now })
    revalidatePath('/portal/api-keys')
    return { secret }
  })

/** The answer holds the new secret, once. Errors: `api_key_revoked`. */
export const rotateKey = memberAction('api_keys.manage')
  .inputSchema(z.object({ keyId, overlapHours: overlapHoursSchema }))
  .action(async ({ parsedInput, ctx: { customer, actor, now } }) => {
    const { secret } = await rotateApiKey({ ...parsedInput, customerId: customer.id, actor, now })
    revalidatePath('/portal/api-keys')
    return { secret }
  })

export const revokeKey = memberAction('api_keys.manage')
  .inputSchema(z.object({ keyId }))
  .action(async ({ parsedInput: { keyId }, ctx: { customer, actor, now } }) => {
    await revokeApiKey({ keyId, customerId: customer.id, actor, now })
    revalidatePath('/portal/api-keys')
  })
