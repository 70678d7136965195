'use server'

import { staffAction } from '@/app/_server/action'
import * as work from '@/app/_server/webhook-work'
import type { Actor } from '@/lib/audit/actor'

const keeper = ({ actor, now }: { actor: Actor; now: Date }) =>
  ({ within: undefined, home: '/admin/outbound', actor, now }) as const

/** The answer holds the secret, once. Errors: invalid_url, too_many_endpoints. */
export const createWebhook = staffAction('staff.outbound.manage')
  .inputSchema(work.webhookInputs.create)
  .action(async ({ parsedInput, ctx }) => work.createWebhook(keeper(ctx), parsedInput))

/** Errors: invalid_url. */
export const changeWebhook = staffAction('staff.outbound.manage')
  .inputSchema(work.webhookInputs.change)
  .action(async ({ parsedInput, ctx }) => work.changeWebhook(keeper(ctx), parsedInput))

export const setWebhookEnabled = staffAction('staff.outbound.manage')
  .inputSchema(work.webhookInputs.setEnabled)
  .action(async ({ parsedInput, ctx }) => work.setWebhookEnabled(keeper(ctx), parsedInput))

/** The answer holds the new secret, once. */
export const rotateWebhookSecret = staffAction('staff.outbound.manage')
  .inputSchema(work.webhookInputs.rotate)
  .action(async ({ parsedInput, ctx }) => work.rotateWebhookSecret(keeper(ctx), parsedInput))

/** Errors: endpoint_disabled. */
export const testWebhook = staffAction('staff.outbound.manage')
  .inputSchema(work.webhookInputs.endpoint)
  .action(async ({ parsedInput, ctx }) => work.testWebhook(keeper(ctx), parsedInput))

/** Errors: endpoint_disabled. */
export const replayMissedEvents = staffAction('staff.outbound.manage')
  .inputSchema(work.webhookInputs.replayMissed)
  .action(async ({ parsedInput, ctx }) => work.replayMissedEvents(keeper(ctx), parsedInput))

/** Errors: endpoint_disabled, delivery_under_way. */
export const replayOneDelivery = staffAction('staff.outbound.manage')
  .inputSchema(work.webhookInputs.replayDelivery)
  .action(async ({ parsedInput, ctx }) => work.replayOneDelivery(keeper(ctx), parsedInput))

/** Leads back to the list. */
export const deleteWebhook = staffAction('staff.outbound.manage')
  .inputSchema(work.webhookInputs.endpoint)
  .action(async ({ parsedInput, ctx }) => work.deleteWebhook(keeper(ctx), parsedInput))
