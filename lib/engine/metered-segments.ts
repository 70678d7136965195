import { groupBy } from './group'
import type { ItemSegment } from './timeline'
import type { Measure, UsageModel } from './usage-pricing'

/** How much of a meter one unit of a plan or add-on includes: per month of a flow, at a time of a level; null = unlimited. */
export interface AllowanceFact {
  included: bigint | null
  /** What it was before it was changed, oldest first: a running cycle keeps what held when it began. */
  formerly?: readonly { until: Date; included: bigint | null }[]
}

/** What is beyond costs this in contracts that agree to the plan while it is valid. */
export interface OverageVersion {
  model: UsageModel
  /** Per month, minor units. */
  minimumAmount?: bigint | null
  maximumAmount?: bigint | null
  validFrom: Date
  validTo: Date | null
}

export interface MeterFact {
  code: string
  /** As lines name it. */
  description: string
  measure: Measure
}

/** A stretch of an item of a contract, with what its plan or add-on says about meters. */
export interface MeteredItem extends Pick<
  ItemSegment,
  'itemId' | 'segmentId' | 'priceId' | 'planCode' | 'quantity' | 'currency' | 'taxBehavior' | 'from' | 'to'
> {
  /** Only a plan has overage prices; add-ons add to what is included. */
  isPlan: boolean
  /** By meter. */
  allowances: ReadonlyMap<string, AllowanceFact>
  overagePrices: ReadonlyMap<string, readonly OverageVersion[]>
}

/**
 * The metered segments of a contract: per stretch of the plan, and per meter that has an overage price, one for each time in
 * which what is included stays the same. The price is the version that was valid when the customer agreed to the plan's
 * price: a change of quantity or add-ons keeps it. The same contract gives the same ids, whoever asks:
 * `<plan segment>~<meter>~<start in milliseconds>` of the item `<plan item>~<meter>`.
 *
 * Professional with 500 messages from 1 January, a pack of 200 from the 11th: 500 are included to the 11th, 700 from then.
 */
export function meteredSegments({
  items,
  meters,
}: {
  items: readonly MeteredItem[]
  meters: readonly MeterFact[]
}): ItemSegment[] {
  const lasting = items.filter(({ from, to }) => to === null || to > from)
  const addOns = lasting.filter(({ isPlan }) => !isPlan)
  const plans = lasting.filter(({ isPlan }) => isPlan)
  return [...groupBy(plans, ({ itemId }) => itemId).values()].flatMap((item) => {
    const ordered = item.toSorted((a, b) => a.from.getTime() - b.from.getTime())
    return ordered.flatMap((plan, position) => {
      const agreedAt = agreedSince(ordered, position)
      return meters.flatMap((meter) => segmentsOf({ plan, addOns, meter, agreedAt }))
    })
  })
}

/** Since when the item has had the price that it has in a segment without a break. */
function agreedSince(ordered: readonly MeteredItem[], position: number): Date {
  let at = position
  for (; at > 0; at -= 1) {
    const [before, here] = [ordered[at - 1]!, ordered[at]!]
    if (before.priceId !== here.priceId || before.to?.getTime() !== here.from.getTime()) break
  }
  return ordered[at]!.from
}

interface MeterOfPlan {
  plan: MeteredItem
  addOns: readonly MeteredItem[]
  meter: MeterFact
  agreedAt: Date
}

function segmentsOf({ plan, addOns, meter, agreedAt }: MeterOfPlan): ItemSegment[] {
  const version = plan.overagePrices
    .get(meter.code)
    ?.find(({ validFrom, validTo }) => validFrom <= agreedAt && (validTo === null || agreedAt < validTo))
  if (!version) return []
  const adding = addOns.filter(({ allowances }) => allowances.has(meter.code))
  const { model, minimumAmount, maximumAmount } = version
  const limits = {
    ...(typeof minimumAmount === 'bigint' && { minimumAmount }),
    ...(typeof maximumAmount === 'bigint' && { maximumAmount }),
  }
  const { itemId, segmentId, priceId, planCode, currency, taxBehavior } = plan
  return stretchesOf(plan, adding, meter.code).map(({ from, to, included, formerly }): ItemSegment => ({
    itemId: `${itemId}~${meter.code}`,
    segmentId: `${segmentId}~${meter.code}~${from.getTime()}`,
    priceId,
    planCode,
    description: meter.description,
    unitAmount: 0n,
    metered: { ...model, ...limits, included, formerly, measure: meter.measure, meterCode: meter.code },
    currency,
    quantity: 1,
    taxBehavior,
    from,
    to,
  }))
}

/** The times of a plan's segment in which what is included stays the same. */
function stretchesOf(plan: MeteredItem, addOns: readonly MeteredItem[], meterCode: string): Stretch[] {
  const within = (at: Date | null): at is Date => at !== null && at > plan.from && (plan.to === null || at < plan.to)
  const instants = addOns.flatMap(({ from, to }) => [from, to]).filter(within)
  const cuts = [...new Set(instants.map(Number))].toSorted((a, b) => a - b).map((at) => new Date(at))
  const found: Stretch[] = []
  for (const [position, from] of [plan.from, ...cuts].entries()) {
    const to = cuts[position] ?? plan.to
    const running = addOns.filter((each) => each.from <= from && (each.to === null || each.to > from))
    const allowance = addUp([plan, ...running], meterCode)
    const last = found.at(-1)
    if (last && textOf(last) === textOf(allowance)) last.to = to
    else found.push({ from, to, ...allowance })
  }
  return found
}

interface Stretch {
  from: Date
  to: Date | null
  included: string | null
  formerly: Formerly
}

type Formerly = { until: Date; included: string | null }[]

const textOf = ({ included, formerly }: { included: string | null; formerly: Formerly }) =>
  JSON.stringify([included, formerly])

/** What several items include together, now and before each change. Unlimited anywhere is unlimited. */
function addUp(items: readonly MeteredItem[], meterCode: string): { included: string | null; formerly: Formerly } {
  const allowances = items.map(({ allowances: of, quantity }) => ({
    fact: of.get(meterCode) ?? { included: 0n },
    times: BigInt(quantity),
  }))
  const sumOf = (valueOf: (fact: AllowanceFact) => bigint | null): string | null => {
    let total = 0n
    for (const { fact, times } of allowances) {
      const value = valueOf(fact)
      if (value === null) return null
      total += value * times
    }
    return total.toString()
  }
  const changes = allowances.flatMap(({ fact }) => (fact.formerly ?? []).map(({ until }) => until.getTime()))
  const formerly = [...new Set(changes)]
    .toSorted((a, b) => a - b)
    .map((until) => ({
      until: new Date(until),
      included: sumOf((fact) => {
        const before = fact.formerly?.find((each) => each.until.getTime() >= until)
        return before ? before.included : fact.included
      }),
    }))
  return { included: sumOf(({ included }) => included), formerly }
}

/** Whether a line's segment is one that this file made. */
export const isMeteredSegment = (segmentId: string): boolean => segmentId.includes('~')
