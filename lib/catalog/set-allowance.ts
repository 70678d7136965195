import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { inTransaction } from '@/lib/platform/db/client'
import { invalid, notFound } from '@/lib/platform/errors'
import { findAllowance, findMeter, findPlanRow, keepPastAllowance } from './meter-store'
import type { AllowanceInput } from './schemas'
import { lockPlan, upsertAllowance } from './store'

/**
 * Sets how much of a meter a plan or add-on includes, for all who have it, from each customer's next cycle on: a running
 * cycle keeps what it began with, for limits and for the bill. Whether a limit is hard counts at once. Throws not_found, allowance_unchanged.
 */
export async function setAllowance({
  allowance,
  actor,
  now,
}: {
  allowance: AllowanceInput
  actor: Actor
  now: Date
}): Promise<void> {
  const { planId, meterCode, included, hard } = allowance
  await inTransaction(async (tx) => {
    const [plan, meter] = [await findPlanRow(planId, tx), await findMeter(meterCode, tx)]
    if (!plan) throw notFound('plan', planId)
    if (!meter) throw notFound('meter', meterCode)
    await lockPlan(tx, planId)
    const before = await findAllowance({ planId, meterCode }, tx)
    if (before?.included === included && before.hard === hard)
      throw invalid('allowance_unchanged', 'That is the allowance already.', { meterCode })
    if ((before?.included ?? 0n) !== included || !before)
      await keepPastAllowance(tx, { planId, meterCode, until: now, included: before ? before.included : 0n })
    await upsertAllowance(tx, { planId, meterCode, included, hard })
    await recordAudit(tx, now, {
      actor,
      action: 'allowance.set',
      target: { type: 'plan', id: planId },
      data: {
        plan: plan.name,
        meter: meter.name,
        from: before ? (before.included?.toString() ?? 'unlimited') : null,
        included: included?.toString() ?? 'unlimited',
        hard,
      },
    })
  })
}
