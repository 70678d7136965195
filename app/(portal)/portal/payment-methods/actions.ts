'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { memberAction } from '@/app/_server/action'
import { addPaymentMethod as addUseCase, openMethodSetup as openUseCase } from '@/lib/payments/add-payment-method'
import { chooseDefaultMethod as chooseUseCase } from '@/lib/payments/choose-default-method'
import { removePaymentMethod as removeUseCase } from '@/lib/payments/remove-payment-method'

const methodId = z.string().min(1).max(100)

/** Starts to store a method; the browser confirms with the secret. */
export const openMethodSetup = memberAction('billing.manage')
  .inputSchema(z.object({}))
  .action(({ ctx: { customer } }) => openUseCase({ customerId: customer.id }))

/** Keeps the method of a confirmed set-up. Errors: `setup_not_found`, `setup_not_finished`. */
export const addPaymentMethod = memberAction('billing.manage')
  .inputSchema(z.object({ setupRef: z.string().min(1).max(200), makeDefault: z.boolean() }))
  .action(async ({ parsedInput, ctx: { customer, actor, now } }) => {
    await addUseCase({ customerId: customer.id, ...parsedInput, actor, now })
    revalidatePath('/portal', 'layout')
  })

export const chooseDefaultMethod = memberAction('billing.manage')
  .inputSchema(z.object({ methodId }))
  .action(async ({ parsedInput: { methodId }, ctx: { customer, actor, now } }) => {
    await chooseUseCase({ customerId: customer.id, methodId, actor, now })
    revalidatePath('/portal', 'layout')
  })

/** Errors: `last_payment_method`. */
export const removePaymentMethod = memberAction('billing.manage')
  .inputSchema(z.object({ methodId }))
  .action(async ({ parsedInput: { methodId }, ctx: { customer, actor, now } }) => {
    await removeUseCase({ customerId: customer.id, methodId, actor, now })
    revalidatePath('/portal', 'layout')
  })
