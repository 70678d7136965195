import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define-job'

/** Backed by `giveUpAt`: the tick finds it again. */
export const giveUpInvoiceJob = defineJob('give-up-invoice', z.object({ invoiceId: z.string() }))

/** Backed by the invoice's `remindAt`. */
export const remindOfInvoiceJob = defineJob('remind-of-invoice', z.object({ invoiceId: z.string() }))
