'use server'

import { revalidatePath } from 'next/cache'
import { returnValidationErrors } from 'next-safe-action'
import { z } from 'zod'
import { memberAction } from '@/app/_server/action'
import { SCREEN_LOCALE } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { EngineError } from '@/lib/engine/errors'
import { parseMoney } from '@/lib/engine/money'
import { setAlertThresholds, setSpendCap } from '@/lib/entitlements/limit-spending'
import { getCustomer } from '@/lib/customers/read-customers'

const limitsInput = z.object({
  amount: z.string().trim().max(40),
  thresholds: z.array(z.number().int().min(1).max(500)).max(10),
})

/** What use beyond the plan may cost at most, and when the customer is told. */
export const saveUsageLimits = memberAction('billing.manage')
  .inputSchema(limitsInput)
  .action(async ({ parsedInput: { amount, thresholds }, ctx: { customer, actor, now } }) => {
    const { currency } = await getCustomer(customer.id)
    const cap = amountOf(amount, currency)
    if (cap === undefined)
      returnValidationErrors(limitsInput, { amount: { _errors: [texts.entitlements.spending.invalid] } })
    await setSpendCap({ customerId: customer.id, amount: cap, actor, now })
    await setAlertThresholds({ customerId: customer.id, thresholds, actor, now })
    revalidatePath('/portal', 'layout')
  })

/** Null = no cap; undefined = no amount. */
function amountOf(text: string, currency: string): bigint | null | undefined {
  if (text === '') return null
  try {
    const amount = parseMoney({ text, currency, locale: SCREEN_LOCALE })
    return amount < 0n ? undefined : amount
  } catch (error) {
    if (error instanceof EngineError) return undefined
    throw error
  }
}
