'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { staffAction } from '@/app/_server/action'
import { replayEvent as replayUseCase } from '@/lib/webhooks/replay-event'

/** Handles a kept event once more, by a job. */
export const replayEvent = staffAction('staff.inbox.replay')
  .inputSchema(z.object({ eventId: z.string().min(1).max(100) }))
  .action(async ({ parsedInput: { eventId }, ctx: { actor, now } }) => {
    await replayUseCase({ eventId, actor, now })
    revalidatePath(`/admin/webhooks/${eventId}`)
  })
