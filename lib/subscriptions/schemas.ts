import { z } from 'zod'
import { parseMoney } from '@/lib/engine/money'

const timing = z.enum(['NOW', 'PERIOD_END'])
const mode = z.enum(['PRORATE', 'NEXT_PERIOD', 'FULL_RESTART', 'NONE'])
const days = z.coerce.number().int().min(0).max(365)

/** An amount in EUR as it is typed; empty = none. */
const typedThreshold = z
  .string()
  .trim()
  .transform((text, ctx): bigint | null => {
    if (text === '') return null
    try {
      const amount = parseMoney({ text, currency: 'EUR', locale: 'en-GB' })
      if (amount >= 100n && amount <= 100_000_000n) return amount
    } catch {
      // Said below.
    }
    ctx.addIssue({ code: 'custom', message: 'An amount from 1.00, such as 50 or 49.90.' })
    return z.NEVER
  })

/** The billing policy as the settings' form sends it. */
export const billingPolicySchema = z.object({
  granularity: z.enum(['SECOND', 'DAY']),
  directionBy: z.enum(['RANK', 'AMOUNT']),
  upgradeTiming: timing,
  upgradeMode: mode,
  downgradeTiming: timing,
  downgradeMode: mode,
  longerTiming: timing,
  shorterTiming: timing,
  pauseProration: z.enum(['PRORATE', 'NONE']),
  trialEndAction: z.enum(['CANCEL', 'PAUSE', 'CREATE_INVOICE']),
  trialNoticeDays: days,
  priceNoticeDays: days,
  lateUsageDays: z.coerce.number().int().min(0).max(90),
  usageThreshold: typedThreshold,
})

/** What a form holds: days as they are typed. */
export type BillingPolicyInput = z.input<typeof billingPolicySchema>
