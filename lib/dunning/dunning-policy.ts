import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { db, inTransaction, type Database } from '@/lib/platform/db/client'
import { findPolicy, savePolicy, type DunningPolicyRow } from './policy-store'

export type { DunningPolicyRow } from './policy-store'

/** What holds until staff decide otherwise. */
const DEFAULT_POLICY: DunningPolicyRow = {
  retryDays: [1, 3, 5, 7],
  finalAction: 'CANCEL',
  reminderDays: [3, 10, 20],
  sentFinalAction: 'LEAVE',
  giveUpDays: 14,
  reclaimsVat: true,
  onDispute: 'NONE',
}

export async function getDunningPolicy(tx: Database = db): Promise<DunningPolicyRow> {
  return (await findPolicy(tx)) ?? DEFAULT_POLICY
}

/** Changes how unpaid invoices are collected, from each one's next step on: what is planned already stays planned. */
export async function updateDunningPolicy({
  policy,
  actor,
  now,
}: {
  policy: DunningPolicyRow
  actor: Actor
  now: Date
}): Promise<void> {
  await inTransaction(async (tx) => {
    await savePolicy(tx, policy)
    const target = { type: 'settings', id: 'dunning_policy' }
    const data = { ...policy, retryDays: policy.retryDays.join(', '), reminderDays: policy.reminderDays.join(', ') }
    await recordAudit(tx, now, { actor, action: 'settings.update_dunning_policy', target, data })
  })
}
