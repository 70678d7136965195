import type { MeterTerms } from '@/lib/catalog/meter-terms'
import { expectedUsageInCycle, type UsageReading } from '@/lib/engine/expected-usage'
import type { ExplanationStep } from '@/lib/engine/explanation'
import { projectQuantity } from '@/lib/engine/project-usage'
import { add, fromDecimalString, toDecimalString } from '@/lib/engine/rational'
import type { Measure } from '@/lib/engine/usage-pricing'
import { db, type Database } from '@/lib/platform/db/client'
import { countUsage } from './count-usage'
import { loadRunningSlices, windowOf, type RunningSlice } from './running-slices'
import type { SubscriptionContract } from './store'

/** Where a meter that has an overage price stands in the running cycle of a subscription. */
export interface MeterProjection {
  meterCode: string
  name: string
  unit: string
  measure: Measure
  currency: string
  /** The cycle. */
  from: Date
  to: Date
  /** Exact decimals of the unit; of a level, what it stands at in the plan that runs. */
  used: string
  /** For the whole cycle; null = unlimited. */
  included: string | null
  /** What use so far costs beyond what is included, minor units before tax, whether it is billed yet or not. */
  overage: bigint
  /** How that came about, for each part of the cycle in which the terms were the same. */
  explanation: ExplanationStep[][]
  /** The same at the end of the cycle, if things go on as they do. */
  projectedQuantity: string
  projectedOverage: bigint
}

/**
 * Where the metered use of these subscriptions stands at `now`, by subscription: a few reads for hundreds. Nothing for one
 * that is in a trial or paused, has ended, or whose plan has no overage price.
 */
export async function listProjectedOverage(
  { contracts, now }: { contracts: readonly SubscriptionContract[]; now: Date },
  tx: Database = db,
): Promise<Map<string, MeterProjection[]>> {
  const { running, terms } = await loadRunningSlices({ contracts, now }, tx)
  const totals = await countUsage(tx, [
    ...running.map((each) => windowOf(each, each.slice.to < now ? each.slice.to : now)),
    ...running.map((each) => windowOf(each, each.slice.to)),
  ])
  const measured = running.map((each, index): Measured => {
    const [soFar, atEnd] = [totals[index]!, totals[running.length + index]!]
    const { from, to, price } = each.slice
    const { measure = 'flow' } = price
    const projected = projectQuantity({
      measure,
      quantity: soFar.quantity,
      atEnd: atEnd.quantity,
      from,
      to,
      at: now,
    })
    return { ...each, soFar, projected: { quantity: projected } }
  })
  const found = new Map<string, MeterProjection[]>(contracts.map(({ id }) => [id, []]))
  for (const each of measured) {
    const known = found.get(each.contract.id)!
    const projection = projectionOf(each, { terms, now })
    const index = known.findIndex(({ meterCode }) => meterCode === projection.meterCode)
    if (index === -1) known.push(projection)
    else known[index] = together(known[index]!, projection)
  }
  return found
}

interface Measured extends RunningSlice {
  soFar: UsageReading
  projected: UsageReading
}

function projectionOf(
  { contract, cycle, slice, soFar, projected }: Measured,
  { terms, now }: { terms: MeterTerms; now: Date },
): MeterProjection {
  const { segment, price } = slice
  const priced = (reading: UsageReading, until?: Date) => {
    const input = { cycle, segments: [segment], timeZone: contract.timeZone, readingOf: () => reading }
    return expectedUsageInCycle({ ...input, ...(until && { until }) })[0]
  }
  const [sum, end] = [priced(soFar, now), priced(projected)]
  const usage = end?.usageSteps?.find((step) => step.kind === 'USAGE')
  const meter = terms.meters.find(({ code }) => code === price.meterCode)!
  return {
    meterCode: meter.code,
    name: meter.name,
    unit: meter.unit,
    measure: meter.measure,
    currency: segment.currency,
    from: cycle.start,
    to: cycle.end,
    used: soFar.quantity,
    included: usage ? usage.included : '0',
    overage: sum?.amount ?? 0n,
    explanation: sum?.usageSteps ? [sum.usageSteps.filter(({ kind }) => kind !== 'USAGE_SO_FAR')] : [],
    projectedQuantity: projected.quantity,
    projectedOverage: end?.amount ?? 0n,
  }
}

/** Two parts of one cycle, in order of time: a flow adds up, a level is what the later part says. */
function together(before: MeterProjection, after: MeterProjection): MeterProjection {
  const adds = after.measure !== 'level'
  const sum = (a: string, b: string) => (adds ? toDecimalString(add(fromDecimalString(a), fromDecimalString(b))) : b)
  return {
    ...after,
    used: sum(before.used, after.used),
    included:
      before.included === null || after.included === null ? after.included : sum(before.included, after.included),
    overage: before.overage + after.overage,
    explanation: [...before.explanation, ...after.explanation],
    projectedQuantity: sum(before.projectedQuantity, after.projectedQuantity),
    projectedOverage: before.projectedOverage + after.projectedOverage,
  }
}
