import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import {
  deleteAllowance,
  findAllowance,
  findMeter,
  findOverageVersions,
  findPlanRow,
  keepPastAllowance,
} from './meter-store'
import { lockPlan } from './store'

/**
 * Takes a meter out of a plan or add-on, for all who have it: nothing of it may be used from now on. A bill knows from each
 * customer's next cycle on: a running cycle keeps what it began with. A price for what is beyond has to be off sale before,
 * so that nobody is sold what cannot be used. Throws not_found, overage_on_sale.
 */
export async function removeAllowance({
  planId,
  meterCode,
  actor,
  now,
}: {
  planId: string
  meterCode: string
  actor: Actor
  now: Date
}): Promise<void> {
  await inTransaction(async (tx) => {
    await lockPlan(tx, planId)
    const [plan, meter] = [await findPlanRow(planId, tx), await findMeter(meterCode, tx)]
    const before = await findAllowance({ planId, meterCode }, tx)
    if (!plan || !meter || !before) throw notFound('allowance', `${planId} ${meterCode}`)
    const prices = await findOverageVersions({ planId, meterCode }, tx)
    if (prices.some(({ validTo }) => validTo === null))
      throw conflict('overage_on_sale', 'There is a price for what is beyond: take it off sale first.', { meterCode })
    await keepPastAllowance(tx, { planId, meterCode, until: now, included: before.included })
    await deleteAllowance(tx, { planId, meterCode })
    await recordAudit(tx, now, {
      actor,
      action: 'allowance.remove',
      target: { type: 'plan', id: planId },
      data: { plan: plan.name, meter: meter.name, from: before.included?.toString() ?? 'unlimited' },
    })
  })
}
