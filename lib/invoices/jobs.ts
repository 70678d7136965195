import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define-job'

/** Charge this open invoice to the customer's default payment method. The invoice's `collectAt` backs it up. */
export const collectInvoiceJob = defineJob('collect-invoice', z.object({ invoiceId: z.string() }))

/** Finalise the drafts that are due. Each one's `finalizesAt` backs it up: the tick looks for them as well. */
export const finalizeDraftsJob = defineJob('finalize-drafts', z.object({}))
