import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define-job'
import { HANDLE_TASK } from './store'

export const handleInboundEventJob = defineJob(HANDLE_TASK, z.object({ eventId: z.string() }))
