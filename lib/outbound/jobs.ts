import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define-job'

export const deliverEventJob = defineJob('deliver-event', z.object({ deliveryId: z.string() }))
