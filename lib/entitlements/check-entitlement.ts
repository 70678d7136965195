import { decideFeature, decideUse, type Decision, type MeterQuestion } from './decide'
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
  question: { feature: string } | MeterQuestion
  now: Date
}): Promise<Decision> {
  const { entitlements, catalogue } = await readState(customerId, now)
  if ('feature' in question) return decideFeature(entitlements, catalogue, question.feature)
  const used = await usedOf(entitlements, metersThatDecide(entitlements, question.meter))
  return decideUse(entitlements, catalogue, question, used)
}
