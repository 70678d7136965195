'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { typedAmount } from '@/app/_server/typed-amount'
import { endOfTypedDay } from '@/app/_server/typed-day'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import type { ActionPreview } from '@/components/billing/previewed-action'
import { texts } from '@/components/texts/en'
import { withdrawCredit } from '@/lib/balance/end-credit'
import { getBalance } from '@/lib/balance/read-balance'
import { getCustomer } from '@/lib/customers/read-customers'
import { giveCustomerCredit as giveUseCase } from '@/lib/payments/give-customer-credit'
import { invalid } from '@/lib/platform/errors'

const id = z.string().min(1).max(100)
const creditInput = z.object({
  id,
  amount: z.string().trim().max(40),
  note: z.string().trim().max(200),
  lastDay: z.union([z.literal(''), z.iso.date()]),
})

/** The balance before and after. */
export const previewGiveCredit = staffAction('staff.refund')
  .inputSchema(creditInput)
  .action(async ({ parsedInput, ctx: { now } }): Promise<ActionPreview> => {
    const { id: customerId, currency } = await getCustomer(parsedInput.id)
    const amount = typedAmount(parsedInput.amount, currency)
    if (amount === null || amount <= 0n) return { problem: texts.admin.refund.enterAmount }
    const held = await getBalance({ customerId, currency, now })
    return {
      previewedAt: now.toISOString(),
      currency,
      timeZone: STAFF_TIME_ZONE,
      breakdown: null,
      rows: [
        { label: texts.balance.title, amount: held },
        { label: texts.balance.kinds.granted!, amount },
        { label: texts.balance.title, amount: held + amount, strong: true },
      ],
    }
  })

/** Errors: what `giveCustomerCredit` throws. */
export const giveCustomerCredit = staffAction('staff.refund')
  .inputSchema(creditInput.extend({ previewedAt: z.string() }))
  .action(async ({ parsedInput: { id: customerId, amount, note, lastDay }, ctx: { actor, now } }) => {
    const { currency } = await getCustomer(customerId)
    const given = typedAmount(amount, currency)
    if (given === null) throw invalid('money_invalid', texts.admin.refund.errors.money_invalid!)
    await giveUseCase({ customerId, amount: given, note, expiresAt: endOfTypedDay(lastDay), actor, now })
    revalidatePath('/admin', 'layout')
  })

/** Takes back what is unused of credit that staff gave. `id`: "<customer> <grant>". */
export const withdrawCustomerCredit = staffAction('staff.refund')
  .inputSchema(z.object({ id: z.string().max(201) }))
  .action(async ({ parsedInput, ctx: { actor, now } }) => {
    const [customerId = '', grantId = ''] = parsedInput.id.split(' ')
    await withdrawCredit({ customerId, grantId, actor, now })
    revalidatePath('/admin', 'layout')
  })
