import { db } from '@/lib/platform/db/client'
import { decideFeature, decideUse, meterOf, requestedOf, type Decision, type MeterQuestion } from './decide'
import { groupLevel, groupOf } from './group-level'
import { metersThatDecide, readState, usedOf } from './read-state'

/**
 * May a customer use a feature, or this much more of a meter, at `now`? Reads only: what is allowed here may be used up by
 * somebody else a moment later, which is what `consumeEntitlement` and `reserveEntitlement` are for.
 * Throws not_found, unknown_feature, unknown_meter, level_not_counted.
 */
export async function checkEntitlement({
  customerId,
  question,
  now,
}: {
  customerId: string
  /** `data` may say which group a level is of. */
  question: { feature: string } | (MeterQuestion & { data?: Record<string, unknown> })
  now: Date
}): Promise<Decision> {
  const { entitlements, catalogue } = await readState(customerId, now)
  if ('feature' in question) return decideFeature(entitlements, catalogue, question.feature)
  const { data, ...asked } = question
  const used = await usedOf(entitlements, metersThatDecide(entitlements, asked.meter))
  const state = meterOf(entitlements, asked.meter)
  const group = asked.level === undefined ? null : groupOf(state, data)
  if (group === null) return decideUse(entitlements, catalogue, asked, used)
  const quantity = requestedOf(state, asked, await groupLevel(db, { state, customerId, group }))
  return decideUse(entitlements, catalogue, { meter: asked.meter, quantity }, used)
}
