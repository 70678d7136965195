import type { Actor } from '@/lib/audit/actor'
import { recordAudit } from '@/lib/audit/record-audit'
import { publishEvents } from '@/lib/outbound/publish-event'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { invalid, notFound } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { recentCatalogue } from './catalogue'
import { findOverrides, insertOverride, removeOverrideRow, type OverrideRow } from './store'

/** Replaces what the plans say about one feature or one meter. */
export type OverrideToAdd = {
  customerId: string
  reason: string
  /** Null = until it is removed. */
  expiresAt: Date | null
  actor: Actor
  now: Date
} & ({ feature: string; value: string } | { meter: string; included: bigint | null; hard: boolean })

/**
 * Decides something for one customer beside the plans; of two about the same thing the newer holds. Audited and told.
 * Throws override_expiry_past, unknown_feature, unknown_meter.
 */
export async function addOverride({
  customerId,
  reason,
  expiresAt,
  actor,
  now,
  ...about
}: OverrideToAdd): Promise<{ overrideId: string }> {
  if (expiresAt && expiresAt <= now) throw invalid('override_expiry_past', 'That day has passed.')
  const { features, meters } = await recentCatalogue()
  if ('feature' in about && !features.has(about.feature)) throw invalid('unknown_feature', 'There is no such feature.')
  if ('meter' in about && !meters.has(about.meter)) throw invalid('unknown_meter', 'There is no such meter.')
  return inTransaction(async (tx) => {
    const id = newId('ovr')
    await insertOverride(tx, {
      id,
      customerId,
      reason,
      expiresAt,
      createdAt: now,
      createdBy: actor.label,
      ...('feature' in about
        ? { featureCode: about.feature, value: about.value }
        : { meterCode: about.meter, included: about.included, hard: about.hard }),
    })
    const data = {
      reason,
      expiresAt: expiresAt?.toISOString() ?? null,
      ...('feature' in about
        ? { feature: about.feature, value: about.value }
        : { meter: about.meter, included: about.included?.toString() ?? 'unlimited', hard: about.hard }),
    }
    const target = { type: 'entitlement_override', id }
    await recordAudit(tx, now, { actor, action: 'entitlements.override_add', customerId, target, data })
    await tell(tx, customerId, now)
    return { overrideId: id }
  })
}

/** Takes an override back. Throws not_found if the customer has no such one. */
export async function removeOverride({
  customerId,
  overrideId,
  actor,
  now,
}: {
  customerId: string
  overrideId: string
  actor: Actor
  now: Date
}): Promise<void> {
  await inTransaction(async (tx) => {
    const isRemoved = await removeOverrideRow(tx, { id: overrideId, customerId, at: now, by: actor.label })
    if (!isRemoved) throw notFound('override', overrideId)
    const target = { type: 'entitlement_override', id: overrideId }
    await recordAudit(tx, now, { actor, action: 'entitlements.override_remove', customerId, target })
    await tell(tx, customerId, now)
  })
}

/** What was decided for a customer and holds at `at`, the newest first. */
export const listOverrides = (customerId: string, at: Date): Promise<OverrideRow[]> => findOverrides(customerId, at)

const tell = (tx: Transaction, customerId: string, now: Date) =>
  publishEvents(tx, [
    {
      type: 'entitlements.updated',
      customerId,
      subject: { type: 'entitlements', id: customerId },
      data: { customerId },
      now,
    },
  ])
