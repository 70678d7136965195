import type { ChangePolicy } from '@/lib/engine/change-policy'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { db, inTransaction, type Database } from '@/lib/platform/db/client'
import { findPolicy, savePolicy, type BillingPolicyRow } from './policy-store'

export type { BillingPolicyRow } from './policy-store'

/** What holds until staff decide otherwise; docs/BILLING.md explains each. */
export const DEFAULT_POLICY: BillingPolicyRow = {
  granularity: 'SECOND',
  directionBy: 'RANK',
  upgradeTiming: 'NOW',
  upgradeMode: 'PRORATE',
  downgradeTiming: 'PERIOD_END',
  downgradeMode: 'PRORATE',
  longerTiming: 'NOW',
  shorterTiming: 'PERIOD_END',
  pauseProration: 'PRORATE',
  trialEndAction: 'CANCEL',
  trialNoticeDays: 3,
  priceNoticeDays: 30,
  lateUsageDays: 7,
  usageThreshold: null,
}

export async function getBillingPolicy(tx: Database = db): Promise<BillingPolicyRow> {
  return (await findPolicy(tx)) ?? DEFAULT_POLICY
}

/** Changes how changes are timed and settled, from now on: what was agreed or billed before stays as it is. */
export async function updateBillingPolicy({
  policy,
  actor,
  now,
}: {
  policy: BillingPolicyRow
  actor: Actor
  now: Date
}): Promise<void> {
  await inTransaction(async (tx) => {
    await savePolicy(tx, policy)
    const target = { type: 'settings', id: 'billing_policy' }
    await recordAudit(tx, now, {
      actor,
      action: 'settings.update_billing_policy',
      target,
      data: { ...policy, usageThreshold: policy.usageThreshold?.toString() ?? null },
    })
  })
}

const timing = { NOW: 'now', PERIOD_END: 'period_end' } as const
const mode = { PRORATE: 'prorate', NEXT_PERIOD: 'next_period', FULL_RESTART: 'full_restart', NONE: 'none' } as const

/** The stored policy in the engine's words. */
export function changePolicy(row: BillingPolicyRow): ChangePolicy {
  return {
    directionBy: row.directionBy === 'RANK' ? 'rank' : 'amount',
    upgrade: { timing: timing[row.upgradeTiming], mode: mode[row.upgradeMode] },
    downgrade: { timing: timing[row.downgradeTiming], mode: mode[row.downgradeMode] },
    longer: { timing: timing[row.longerTiming] },
    shorter: { timing: timing[row.shorterTiming] },
  }
}
