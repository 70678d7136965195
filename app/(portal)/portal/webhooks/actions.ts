'use server'

import { memberAction } from '@/app/_server/action'
import * as work from '@/app/_server/webhook-work'
import type { Actor } from '@/lib/audit/actor'

const keeper = ({ customer, actor, now }: { customer: { id: string }; actor: Actor; now: Date }) =>
  ({ within: customer.id, home: '/portal/webhooks', actor, now }) as const

/** The answer holds the secret, once. Errors: invalid_url, too_many_endpoints. */
export const createWebhook = memberAction('webhooks.manage')
  .inputSchema(work.webhookInputs.create)
  .action(async ({ parsedInput, ctx }) => work.createWebhook(keeper(ctx), parsedInput))

/** Errors: invalid_url. */
export const changeWebhook = memberAction('webhooks.manage')
  .inputSchema(work.webhookInputs.change)
  .action(async ({ parsedInput, ctx }) => work.changeWebhook(keeper(ctx), parsedInput))

export const setWebhookEnabled = memberAction('webhooks.manage')
  .inputSchema(work.webhookInputs.setEnabled)
  .action(async ({ parsedInput, ctx }) => work.setWebhookEnabled(keeper(ctx), parsedInput))

/** The answer holds the new secret, once. */
export const rotateWebhookSecret = memberAction('webhooks.manage')
  .inputSchema(work.webhookInputs.rotate)
  .action(async ({ parsedInput, ctx }) => work.rotateWebhookSecret(keeper(ctx), parsedInput))

/** Errors: endpoint_disabled. */
export const testWebhook = memberAction('webhooks.manage')
  .inputSchema(work.webhookInputs.endpoint)
  .action(async ({ parsedInput, ctx }) => work.testWebhook(keeper(ctx), parsedInput))

/** Errors: endpoint_disabled. */
export const replayMissedEvents = memberAction('webhooks.manage')
  .inputSchema(work.webhookInputs.replayMissed)
  .action(async ({ parsedInput, ctx }) => work.replayMissedEvents(keeper(ctx), parsedInput))

/** Errors: endpoint_disabled, delivery_under_way. */
export const replayOneDelivery = memberAction('webhooks.manage')
  .inputSchema(work.webhookInputs.replayDelivery)
  .action(async ({ parsedInput, ctx }) => work.replayOneDelivery(keeper(ctx), parsedInput))

/** Leads back to the list. */
export const deleteWebhook = memberAction('webhooks.manage')
  .inputSchema(work.webhookInputs.endpoint)
  .action(async ({ parsedInput, ctx }) => work.deleteWebhook(keeper(ctx), parsedInput))
