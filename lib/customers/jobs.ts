import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define-job'

/** Ask VIES about this customer's VAT id. The customer's `vatIdCheckAt` backs it up. */
export const checkVatIdJob = defineJob('check-vat-id', z.object({ customerId: z.string() }))
