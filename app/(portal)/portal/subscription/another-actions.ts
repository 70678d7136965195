'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { memberAction } from '@/app/_server/action'
import { texts } from '@/components/texts/en'
import { getCustomer } from '@/lib/customers/read-customers'
import { assertCanPay } from '@/lib/subscriptions/assert-can-pay'
import { beginSubscription, LONGEST_NAME, previewBegin } from '@/lib/subscriptions/begin-subscription'
import { dayFact, orProblem, settlementView } from '../_views/settlement-view'

const id = z.string().min(1).max(100)
const anotherInput = z.object({
  priceId: id,
  quantity: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
  name: z.string().trim().max(LONGEST_NAME),
  alignWith: z.union([z.literal(''), id]),
})

const beside = ({ name, alignWith, ...wanted }: z.output<typeof anotherInput>) => ({
  ...wanted,
  name: name || undefined,
  alignWith: alignWith || undefined,
  additional: true,
})

/** What a further subscription would charge now. */
export const previewAnother = memberAction('billing.manage')
  .inputSchema(anotherInput)
  .action(async ({ parsedInput, ctx: { customer, actor, now } }) =>
    orProblem(async () => {
      assertCanPay({ actor, customer: await getCustomer(customer.id) })
      const found = await previewBegin({ customerId: customer.id, ...beside(parsedInput), now })
      const { timeZone } = customer
      return settlementView({
        previewedAt: now,
        settlement: found.settlement,
        currency: found.price.currency,
        timeZone,
        facts: [dayFact(texts.lifecycle.rows.takesEffect, found.startsAt, timeZone)],
      })
    }),
  )

/** Begins it and charges the default payment method. Errors: `payment_method_missing`, what `beginSubscription` throws. */
export const addAnother = memberAction('billing.manage')
  .inputSchema(anotherInput.extend({ previewedAt: z.iso.datetime() }))
  .action(async ({ parsedInput: { previewedAt, ...wanted }, ctx: { customer, actor, now } }) => {
    assertCanPay({ actor, customer: await getCustomer(customer.id) })
    await beginSubscription({
      customerId: customer.id,
      ...beside(wanted),
      previewedAt: new Date(previewedAt),
      actor,
      now,
    })
    revalidatePath('/portal', 'layout')
  })
