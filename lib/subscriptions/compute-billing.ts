import type { NamedDiscount } from '@/lib/discounts/read-discounts'
import type { IssuedLine } from '@/lib/engine/lines'
import { bill } from '@/lib/engine/billing'
import type { ExplanationStep } from '@/lib/engine/explanation'
import { discountEnd } from '@/lib/engine/coupon'
import { isMeteredSegment } from '@/lib/engine/metered-segments'
import { cyclesOf, type ItemSegment, type SubscriptionFacts, type TimelineCycle } from '@/lib/engine/timeline'
import type { DraftLine } from '@/lib/invoices/draft'
import { languageOf, type Language } from '@/lib/platform/locale'
import { modeOf, subscriptionFacts, type Contract } from './contract-facts'
import type { ContractUsage } from './contract-usage'

/**
 * What to bill for a contract, in advance, through an instant: the engine's difference between what should be and what
 * is issued. Preview and execution both come here. `billSince` closes the cycles that ended before it.
 */
export function computeBilling({
  contract,
  issued,
  discounts = [],
  usage,
  billThrough,
  billSince,
  locale,
}: {
  contract: Contract
  issued: readonly IssuedLine[]
  /** Of the subscription, as `listDiscounts` gives them. */
  discounts?: readonly NamedDiscount[]
  /** As `loadUsage` gives it; without it what is metered is left alone. */
  usage?: ContractUsage
  billThrough: Date
  billSince?: Date
  /** The customer's: lines are written in their language. */
  locale?: string
}): { cycles: TimelineCycle[]; lines: DraftLine[] } {
  const subscription = subscriptionFacts(contract)
  const { cycles, lines } = bill({
    subscription,
    segments: [...contract.items.map((item) => itemSegment(item, locale)), ...(usage?.segments ?? [])],
    issued: usage ? issued : issued.filter(({ segmentId }) => !isMeteredSegment(segmentId)),
    ...(usage && { usage: usage.facts, usageSince: usage.since, billRunningUsage: usage.running }),
    discounts: onTimeline({ discounts, subscription, billThrough }),
    billThrough,
    ...(billSince && { billSince }),
    policy: { granularity: contract.granularity === 'DAY' ? 'day' : 'second', mode: 'prorate' },
  })
  const nameOf = new Map(discounts.map(({ discountId, name }) => [discountId, name]))
  const named = (step: ExplanationStep) =>
    step.kind === 'DISCOUNT' ? { ...step, name: nameOf.get(step.discountId) } : { ...step }
  return {
    cycles,
    lines: lines.map((line): DraftLine => ({
      billingKey: line.billingKey,
      kind: line.kind,
      subscriptionId: contract.id,
      segmentId: line.segmentId,
      cycleIndex: line.cycleIndex,
      planCode: line.planCode,
      priceId: line.priceId,
      // Frozen with the invoice: where there are several of a plan, the name says which.
      description: contract.name ? `${contract.name}: ${line.description}` : line.description,
      quantity: line.quantity,
      unitAmount: line.unitAmount.toString(),
      from: line.from,
      to: line.to,
      amount: line.amount,
      discounts: line.discounts,
      taxBehavior: line.taxBehavior,
      explanation: { ...line.explanation, steps: line.explanation.steps.map(named) },
    })),
  }
}

/** Where each discount ends: cycles of trials and pauses use none of its periods up. */
function onTimeline({
  discounts,
  subscription,
  billThrough,
}: {
  discounts: readonly NamedDiscount[]
  subscription: SubscriptionFacts
  billThrough: Date
}): readonly NamedDiscount[] {
  if (discounts.every(({ cycles }) => cycles === null)) return discounts
  const unbilledCycles = cyclesOf({ subscription, through: billThrough })
    .filter(({ kind }) => kind !== 'BILLED')
    .map(({ index }) => index)
  return discounts.map((discount) => ({ ...discount, toCycleIndex: discountEnd({ ...discount, unbilledCycles }) }))
}

const RHYTHM: Record<Language, Record<'MONTH' | 'YEAR', string>> = {
  en: { MONTH: 'monthly', YEAR: 'yearly' },
  de: { MONTH: 'monatlich', YEAR: 'jährlich' },
  fr: { MONTH: 'mensuel', YEAR: 'annuel' },
  nl: { MONTH: 'maandelijks', YEAR: 'jaarlijks' },
}

/** "Professional, monthly": how lines and screens name what is sold. */
export function describePrice(
  { plan, interval }: { plan: { name: string }; interval: 'MONTH' | 'YEAR' },
  locale = 'en',
): string {
  return `${plan.name}, ${RHYTHM[languageOf(locale)][interval]}`
}

function itemSegment(item: Contract['items'][number], locale: string | undefined): ItemSegment {
  const { id, itemId, priceId, quantity, from, to, startProration, endProration, price } = item
  return {
    itemId,
    segmentId: id,
    priceId,
    planCode: price.plan.code,
    description: describePrice(price, locale),
    unitAmount: price.unitAmount,
    currency: price.currency,
    quantity,
    taxBehavior: price.taxBehavior,
    from,
    to,
    startProration: modeOf(startProration),
    endProration: modeOf(endProration),
  }
}
