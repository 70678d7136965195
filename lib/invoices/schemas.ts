import { z } from 'zod'

const days = z.coerce.number().int().min(0, 'At least 0').max(365, 'At most 365')

/** Rules of invoicing, as the settings' form sends them. */
export const invoicingPolicySchema = z
  .object({
    graceHours: z.coerce.number().int().min(0, 'At least 0').max(240, 'At most 240'),
    vatIdRecheckDays: days.min(1, 'At least 1'),
    vatIdTrustDays: days,
    // Less than a month: so that a renewal never finds the one before it still waiting.
    vatIdHoldDays: days.max(27, 'At most 27'),
  })
  .refine(({ vatIdRecheckDays, vatIdTrustDays }) => vatIdTrustDays >= vatIdRecheckDays, {
    path: ['vatIdTrustDays'],
    message: 'A confirmation has to last at least until the next check.',
  })

export type InvoicingPolicyInput = z.input<typeof invoicingPolicySchema>

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((value) => value || undefined)
    .optional()

/** What staff write on an invoice while it is a draft. */
export const draftTextSchema = z.object({ memo: text(500), poNumber: text(100) })
