import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define-job'

/** Each job is backed by due data (`collectAt`, `reconcileAt`), so a job that dies with its worker is made again. */
export const carryRefundJob = defineJob('carry-refund', z.object({ refundId: z.string() }))
export const reconcilePaymentJob = defineJob('reconcile-payment', z.object({ paymentId: z.string() }))
export const reconcileRefundJob = defineJob('reconcile-refund', z.object({ refundId: z.string() }))
