import { newId } from '@/lib/platform/id'
import type { Database } from '@/lib/platform/db/client'
import type { Actor } from './actor'
import { insertAuditEntries } from './store'

export interface AuditRecord {
  actor: Actor
  /** `noun.verb`, e.g. `subscription.cancel_scheduled`. */
  action: string
  customerId?: string | null
  target: { type: string; id: string }
  /** JSON-safe facts: amounts as strings in minor units, instants as ISO text. */
  data?: Record<string, string | number | boolean | null>
}

/** Writes what was done, in the transaction that does it. `at` is the use-case's instant. */
export async function recordAudit(tx: Database, at: Date, ...records: AuditRecord[]): Promise<void> {
  await insertAuditEntries(
    tx,
    records.map(({ actor, action, customerId = null, target, data = {} }) => ({
      id: newId('aud'),
      at,
      actorType: actor.type,
      actorId: actor.id,
      actorLabel: actor.label,
      action,
      customerId,
      targetType: target.type,
      targetId: target.id,
      data,
    })),
  )
}
