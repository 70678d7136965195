'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { createApiKey } from '@/lib/api/create-api-key'
import { revokeApiKey } from '@/lib/api/revoke-api-key'
import { rotateApiKey } from '@/lib/api/rotate-api-key'
import { newKeySchema, overlapHoursSchema } from '@/lib/api/schemas'

const keyId = z.string().min(1).max(60)

/** The answer holds the secret, once. */
export const createKey = staffAction('staff.api_keys.manage')
  .inputSchema(newKeySchema)
  .action(async ({ parsedInput: key, ctx: { actor, now } }) => {
    const { secret } = await createApiKey({ customerId: null, key, actor, now })
    revalidatePath('/admin/settings/api-keys')
    return { secret }
  })

/** The answer holds the new secret, once. Errors: `api_key_revoked`. */
export const rotateKey = staffAction('staff.api_keys.manage')
  .inputSchema(z.object({ keyId, overlapHours: overlapHoursSchema }))
  .action(async ({ parsedInput, ctx: { actor, now } }) => {
    const { secret } = await rotateApiKey({ ...parsedInput, customerId: null, actor, now })
    revalidatePath('/admin/settings/api-keys')
    return { secret }
  })

export const revokeKey = staffAction('staff.api_keys.manage')
  .inputSchema(z.object({ keyId }))
  .action(async ({ parsedInput: { keyId }, ctx: { actor, now } }) => {
    await revokeApiKey({ keyId, customerId: null, actor, now })
    revalidatePath('/admin/settings/api-keys')
  })
