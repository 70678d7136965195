import { z } from 'zod'
import { ALL_SCOPES, type Scope } from './scopes'

/** A new API key, as its form sends it. */
export const newKeySchema = z.object({
  name: z.string().trim().min(1, 'Required').max(80),
  scopes: z.array(z.enum(ALL_SCOPES as [Scope, ...Scope[]])).min(1, 'Choose at least one'),
  /** Null = until it is revoked. */
  expiresInDays: z.number().int().min(1).max(3650).nullable(),
})

export type NewKey = z.infer<typeof newKeySchema>

/** For how many hours the secret before a rotation is still taken. */
export const overlapHoursSchema = z
  .number()
  .int()
  .min(0)
  .max(24 * 30)
