import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define-job'

export const sendNotificationJob = defineJob('send-notification', z.object({ notificationId: z.string() }))
