import { memberActor, staffActor } from '@/lib/auth/actors'
import { DEMO_STAFF } from '@/lib/auth/demo-logins'
import { createEndpoint } from '@/lib/outbound/create-endpoint'
import { sendTestEvent } from '@/lib/outbound/send-test-event'
import { db } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'
import { runJobs } from '@/lib/runtime/run-jobs'

/** An endpoint of the demo's customer and one of our own, both at the sandbox, which takes everything; and what was sent there. */
export async function seedWebhooks({ ownerEmail, now }: { ownerEmail: string; now: Date }): Promise<void> {
  const { customerId, user } = await db.member.findFirstOrThrow({
    where: { user: { email: ownerEmail } },
    include: { user: true },
  })
  const admin = await db.user.findFirstOrThrow({
    where: { email: DEMO_STAFF.find(({ role }) => role === 'ADMIN')!.email },
  })
  const url = `${env.SANDBOX_URL}/sandbox/catcher`
  for (const each of [
    { customerId, description: 'Building software', eventTypes: [], actor: memberActor(user) },
    {
      customerId: null,
      description: 'Data warehouse',
      eventTypes: ['subscription.canceled' as const, 'invoice.marked_uncollectible' as const],
      actor: staffActor(admin),
    },
  ]) {
    const { customerId: of, actor, ...endpoint } = each
    const made = await createEndpoint({ customerId: of, endpoint: { url, ...endpoint }, actor, now })
    await sendTestEvent({ endpointId: made.endpoint.id, within: undefined, actor, now })
  }
  await runJobs({ without: ['send-notification'] })
}
