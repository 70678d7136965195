'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_server/action'
import { getInvoiceDetail } from '@/lib/invoices/read-invoices'
import { openPayment } from '@/lib/payments/open-payment'

/** Opens, or finds again, the payment that the browser confirms. Errors: `invoice_not_payable`, `payment_under_way`. */
export const openInvoicePayment = memberAction('billing.manage')
  .inputSchema(z.object({ invoiceId: z.string().min(1).max(100) }))
  .action(async ({ parsedInput: { invoiceId }, ctx: { customer, now } }) => {
    // Another customer's invoice does not exist here.
    const { id } = await getInvoiceDetail({ id: invoiceId, customerId: customer.id })
    const { clientSecret } = await openPayment({ invoiceId: id, now })
    return { clientSecret }
  })
