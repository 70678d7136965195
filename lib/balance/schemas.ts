import { z } from 'zod'

/** Credit that staff give. Amount: positive minor units. */
export const creditSchema = z.object({
  amount: z.bigint().min(1n).max(100_000_000n),
  note: z.string().trim().min(1, 'Required').max(200),
  expiresAt: z.date().nullable(),
})
