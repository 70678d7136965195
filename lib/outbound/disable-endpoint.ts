import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { listMembers } from '@/lib/auth/manage-members'
import { getLegalEntity } from '@/lib/catalog/read-catalog'
import { getCustomer } from '@/lib/customers/read-customers'
import { queueNotifications } from '@/lib/notifications/queue-notification'
import type { Transaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'
import { dropPending, updateEndpoint, type WebhookEndpointWithSecrets } from './store'

interface Disabling {
  endpoint: WebhookEndpointWithSecrets
  reason: 'REQUESTED' | 'GONE' | 'FAILING'
  failingSince: Date | null
  actor: Actor
  now: Date
}

/**
 * Switches an endpoint off in the caller's transaction: nothing is sent to it any more, what was on its way is given up and
 * can be sent again later. Its owners hear of it by email, unless it was their own wish. The endpoint is locked by the caller.
 */
export async function disableEndpoint(
  tx: Transaction,
  { endpoint, reason, failingSince, actor, now }: Disabling,
): Promise<void> {
  await updateEndpoint(tx, endpoint.id, {
    status: 'DISABLED',
    disabledReason: reason,
    disabledAt: now,
    failingSince,
    holdUntil: null,
  })
  await dropPending(tx, endpoint.id)
  await recordAudit(tx, now, {
    actor,
    action: 'webhook_endpoint.disable',
    customerId: endpoint.customerId,
    target: { type: 'webhook_endpoint', id: endpoint.id },
    data: { url: endpoint.url, reason },
  })
  if (reason !== 'REQUESTED') await tellOwners(tx, { endpoint, reason, failingSince: failingSince ?? now, now })
}

async function tellOwners(
  tx: Transaction,
  { endpoint, reason, failingSince, now }: Omit<Disabling, 'actor' | 'failingSince'> & { failingSince: Date },
): Promise<void> {
  const { recipients, locale, page } = await ownersOf(endpoint)
  await queueNotifications(
    tx,
    now,
    recipients.map((recipient) => ({
      kind: 'webhook_endpoint_disabled',
      dedupeKey: `webhook_endpoint_disabled:${endpoint.id}:${now.toISOString()}:${recipient}`,
      recipient,
      locale,
      customerId: endpoint.customerId ?? undefined,
      data: {
        endpointUrl: endpoint.url,
        gone: reason === 'GONE',
        failingSince: failingSince.toISOString(),
        url: `${env.APP_URL}${page}`,
      },
    })),
  )
}

/** The owners among the customer's members, or its billing address where there is none; our own address for our own. */
async function ownersOf({ id, customerId }: WebhookEndpointWithSecrets) {
  if (customerId === null)
    return { recipients: [(await getLegalEntity()).email], locale: 'en', page: `/admin/outbound/${id}` }
  const [customer, members] = await Promise.all([getCustomer(customerId), listMembers(customerId)])
  const owners = members.filter(({ role }) => role === 'OWNER').map(({ email }) => email)
  const recipients = owners.length > 0 ? owners : [customer.email]
  return { recipients, locale: customer.locale, page: `/portal/webhooks/${id}` }
}
