import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { EngineError } from '@/lib/engine/errors'
import { priceUsage, type UsageModel, type UsagePrice } from '@/lib/engine/usage-pricing'
import { inTransaction } from '@/lib/platform/db/client'
import { invalid, notFound } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import {
  closeOverageVersion,
  findAllowance,
  findMeter,
  findOverageVersions,
  findPlanRow,
  insertOverageVersion,
  type OveragePriceRow,
} from './meter-store'
import type { OveragePriceInput } from './schemas'
import { lockPlan } from './store'

/**
 * Publishes what a unit beyond the allowance costs: a new version for contracts that begin, or change to the plan or to
 * another price of it, from now on; who agreed to an older one keeps it. `model: null` takes the price away for them.
 * A plan that includes nothing of a meter, not even 0, does not have it: there is no "beyond", and no price.
 * Throws not_found, overage_of_add_on, overage_without_allowance, overage_unchanged, and what the engine says of the price: tiers_invalid,
 * unit_amount_invalid, usage_invalid, charge_limits_invalid.
 */
export async function publishOveragePrice({
  price,
  actor,
  now,
}: {
  price: OveragePriceInput
  actor: Actor
  now: Date
}): Promise<OveragePriceRow | null> {
  const { planId, meterCode, currency, model, minimumAmount, maximumAmount } = price
  if (model) assertPriceable(model, price)
  return inTransaction(async (tx) => {
    const [plan, meter] = [await findPlanRow(planId, tx), await findMeter(meterCode, tx)]
    if (!plan) throw notFound('plan', planId)
    if (!meter) throw notFound('meter', meterCode)
    if (plan.kind !== 'PLAN')
      throw invalid(
        'overage_of_add_on',
        'An add-on adds to what is included; the price of what is beyond is the plan’s.',
      )
    await lockPlan(tx, planId)
    if (model && !(await findAllowance({ planId, meterCode }, tx)))
      throw invalid(
        'overage_without_allowance',
        `${plan.name} does not include ${meter.name}: set what it includes first, which may be 0.`,
      )
    const [newest] = await findOverageVersions({ planId, meterCode, currency }, tx)
    const open = newest?.validTo === null ? newest : null
    const limits = { minimumAmount: model && minimumAmount, maximumAmount: model && maximumAmount }
    if (open ? model && isSame(open, { model, ...limits }) : !model)
      throw invalid('overage_unchanged', 'That is the price already.', { meterCode })
    if (open) await closeOverageVersion(tx, open.id, now)
    const version = (newest?.version ?? 0) + 1
    const published =
      model &&
      (await insertOverageVersion(tx, {
        id: newId('ovp'),
        planId,
        meterCode,
        currency,
        model,
        ...limits,
        version,
        validFrom: now,
      }))
    await recordAudit(tx, now, {
      actor,
      action: model ? 'overage_price.publish' : 'overage_price.withdraw',
      target: { type: 'overage_price', id: published?.id ?? open!.id },
      data: {
        plan: plan.name,
        meter: meter.name,
        currency,
        from: open ? JSON.stringify(open.model) : null,
        model: model ? JSON.stringify(model) : null,
        minimum: limits.minimumAmount?.toString() ?? null,
        maximum: limits.maximumAmount?.toString() ?? null,
      },
    })
    return published
  })
}

/** What the engine cannot price is refused here, and not on the day of the invoice. */
export function assertPriceable(
  model: UsageModel,
  { minimumAmount, maximumAmount }: { minimumAmount: bigint | null; maximumAmount: bigint | null },
): void {
  const price: UsagePrice = {
    ...model,
    ...(minimumAmount !== null && { minimumAmount }),
    ...(maximumAmount !== null && { maximumAmount }),
  }
  const ends = 'tiers' in model ? model.tiers.flatMap(({ upTo }) => upTo ?? []) : []
  try {
    for (const quantity of ['0', '1', ...ends, '1000000000000']) priceUsage({ price, quantity })
  } catch (error) {
    if (error instanceof EngineError) throw invalid(error.code, error.message, error.details)
    throw error
  }
}

type Terms = { model: unknown; minimumAmount: bigint | null; maximumAmount: bigint | null }

/** JSON as the database gives it back has its keys in another order. */
const isSame = (a: Terms, b: Terms): boolean =>
  sorted(a.model) === sorted(b.model) && a.minimumAmount === b.minimumAmount && a.maximumAmount === b.maximumAmount

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
