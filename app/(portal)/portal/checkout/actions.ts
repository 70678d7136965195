'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { memberAction } from '@/app/_server/action'
import { checkOut } from '@/lib/checkout/check-out'
import { getCustomer } from '@/lib/customers/read-customers'
import { billingDetailsSchema } from '@/lib/customers/schemas'
import { readCheckoutPreview } from './read-preview'

const priceId = z.string().min(1).max(100)
const promotionCode = z.string().trim().max(60)

/** What the order would cost for a buyer with these details; nothing is saved. */
export const previewCheckout = memberAction('billing.manage')
  .inputSchema(
    z.object({
      priceId,
      promotionCode,
      country: z.string().regex(/^([A-Z]{2})?$/),
      postalCode: z.string().trim().max(20),
      isBusiness: z.boolean(),
      vatId: z.string().trim().max(40),
    }),
  )
  .action(async ({ parsedInput: { priceId, promotionCode, ...buyer }, ctx: { customer, now } }) => {
    return readCheckoutPreview({ priceId, promotionCode, buyer, customer: await getCustomer(customer.id), now })
  })

/** "Subscribe and pay": twice is once. Errors: `subscription_exists`, `price_not_available`, `payment_under_way`, a code that is refused. */
export const startCheckout = memberAction('billing.manage')
  .inputSchema(billingDetailsSchema.and(z.object({ priceId, promotionCode })))
  .action(async ({ parsedInput: { priceId, promotionCode, ...details }, ctx: { customer, actor, now } }) => {
    const { subscriptionId, clientSecret } = await checkOut({
      customerId: customer.id,
      priceId,
      promotionCode: promotionCode || undefined,
      details,
      actor,
      now,
    })
    revalidatePath('/portal', 'layout')
    return { subscriptionId, clientSecret }
  })
