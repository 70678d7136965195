import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define-job'

/** Charge this open invoice to the customer's default payment method. The invoice's `collectAt` backs it up. */
export const collectInvoiceJob = defineJob('collect-invoice', z.object({ invoiceId: z.string() }))
