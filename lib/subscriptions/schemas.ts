import { z } from 'zod'

const timing = z.enum(['NOW', 'PERIOD_END'])
const mode = z.enum(['PRORATE', 'NEXT_PERIOD', 'FULL_RESTART', 'NONE'])
const days = z.coerce.number().int().min(0).max(365)

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
})

/** What a form holds: days as they are typed. */
export type BillingPolicyInput = z.input<typeof billingPolicySchema>
