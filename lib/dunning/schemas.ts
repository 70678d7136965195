import { z } from 'zod'

/** "1, 3, 5, 7": whole days, each later than the one before; empty for none. */
const days = z
  .string()
  .trim()
  .regex(/^(\d{1,2}(\s*,\s*\d{1,2})*)?$/, 'Whole days, separated by commas.')
  .transform((text) => (text === '' ? [] : text.split(',').map(Number)))
  .refine((days) => days.length <= 12, 'Twelve at most.')
  .refine(
    (days) => days.every((day, i) => day >= 1 && day <= 90 && day > (days[i - 1] ?? 0)),
    'Each day must be later than the one before, from 1 to 90.',
  )

const finalAction = z.enum(['CANCEL', 'MARK_UNCOLLECTIBLE', 'LEAVE'])

export const dunningPolicySchema = z.object({
  retryDays: days,
  finalAction,
  reminderDays: days,
  sentFinalAction: finalAction,
  giveUpDays: z.coerce.number().int().min(0).max(90),
  reclaimsVat: z.boolean(),
  onDispute: z.enum(['NONE', 'PAUSE_ENTITLEMENTS']),
})
