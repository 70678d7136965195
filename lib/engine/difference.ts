import type { IssuedLine, LineDraft } from './lines'
import type { LineDiscount } from './discount'
import type { Expected } from './expected'
import type { ExplanationStep } from './explanation'
import { changedSpan, coveredBy, type Span } from './span'
import type { ItemSegment, TimelineCycle } from './timeline'

export interface DifferenceInput {
  subscriptionId: string
  segment: ItemSegment
  cycleIndex: number
  /** null when the timeline no longer has this cycle. */
  cycle: TimelineCycle | null
  /** null when nothing of this segment is due in this cycle. */
  due: Expected | null
  issued: readonly IssuedLine[]
}

interface Change {
  amount: bigint
  discounts: LineDiscount[]
}

/** The one line that brings what was issued for a segment in a cycle to what is due; null if nothing is missing. */
export function differenceOf(input: DifferenceInput): LineDraft | null {
  const { subscriptionId, segment, cycleIndex, cycle, due } = input
  const issued = input.issued.toSorted((a, b) => sequenceOf(a) - sequenceOf(b))
  const sequence = sequenceOf(issued.at(-1)) + 1
  const valid = issued.filter(({ voided }) => !voided)
  const wanted: Change = {
    amount: (due?.amount ?? 0n) - valid.reduce((sum, line) => sum + line.amount, 0n),
    discounts: discountChange(due?.discounts ?? [], valid),
  }
  const change = limitCredit(wanted, valid)
  if (change.amount === 0n && change.discounts.length === 0) return null
  const span = changedSpan(coveredBy(valid), due, firstSpan(issued, segment, cycle))
  const { itemId, segmentId, priceId, planCode, description, currency, taxBehavior } = segment
  // Metered: a line's price is for the cycle, as its tiers have no single unit price.
  const total = change.amount < 0n ? -change.amount : change.amount
  const { quantity, unitAmount } = segment.metered ? { quantity: 1, unitAmount: total } : segment
  const period = cycle?.period ?? { start: span.from, end: span.to }
  return {
    billingKey: `${subscriptionId}:${segmentId}:${cycleIndex}:${sequence}`,
    kind: isCredit(change) ? 'CREDIT' : 'CHARGE',
    itemId,
    segmentId,
    priceId,
    planCode,
    description,
    cycleIndex,
    quantity,
    unitAmount,
    currency,
    taxBehavior,
    from: span.from,
    to: span.to,
    amount: change.amount,
    discounts: change.discounts,
    discountAmount: totalOff(change.discounts),
    explanation: {
      description,
      currency,
      period: { start: period.start.toISOString(), end: period.end.toISOString() },
      steps: stepsOf({ segment, due, valid, wanted, change }),
      amount: change.amount.toString(),
    },
  }
}

/** The last part of the key; −1 before the first line. */
const sequenceOf = (line: IssuedLine | undefined): number => Number(line?.billingKey.split(':').at(-1) ?? -1)

const totalOff = (discounts: readonly LineDiscount[]): bigint => discounts.reduce((sum, { amount }) => sum + amount, 0n)
const net = ({ amount, discounts }: Change): bigint => amount - totalOff(discounts)
const isCredit = (change: Change): boolean => change.amount < 0n || (change.amount === 0n && net(change) < 0n)

/** Per discount, what is due less what was given. */
function discountChange(due: readonly LineDiscount[], issued: readonly IssuedLine[]): LineDiscount[] {
  const changes = new Map(due.map(({ discountId, amount }) => [discountId, amount]))
  for (const { discountId, amount } of issued.flatMap(({ discounts = [] }) => discounts)) {
    changes.set(discountId, (changes.get(discountId) ?? 0n) - amount)
  }
  return [...changes].flatMap(([discountId, amount]) => (amount === 0n ? [] : [{ discountId, amount }]))
}

/** A credit is never more than what was billed, after discounts, and not yet credited by lines or credit notes. */
function limitCredit(wanted: Change, issued: readonly IssuedLine[]): Change {
  if (net(wanted) >= 0n) return wanted
  const left = issued.reduce(
    (sum, { amount, discounts = [], creditedAmount = 0n }) => sum + amount - totalOff(discounts) - creditedAmount,
    0n,
  )
  const available = left > 0n ? left : 0n
  return -net(wanted) > available ? { amount: -available, discounts: [] } : wanted
}

function firstSpan(issued: readonly IssuedLine[], segment: ItemSegment, cycle: TimelineCycle | null): Span {
  const [first] = issued
  if (first) return { from: first.from, to: first.to }
  return { from: segment.from, to: cycle?.end ?? segment.to ?? segment.from }
}

interface StepsInput {
  segment: ItemSegment
  due: Expected | null
  valid: readonly IssuedLine[]
  wanted: Change
  change: Change
}

function stepsOf({ segment, due, valid, wanted, change }: StepsInput): ExplanationStep[] {
  const steps: ExplanationStep[] = []
  if (!due) steps.push({ kind: 'NOT_DUE', amount: '0' })
  else if (due.usageSteps) {
    // What was billed ahead of the cycle's end left its rest open; what was billed to the end is corrected.
    if (valid.some(({ to }) => to >= due.to)) steps.push({ kind: 'LATE_USAGE' })
    steps.push(...due.usageSteps)
  } else {
    const [quantity, unitAmount] = [segment.quantity.toString(), segment.unitAmount.toString()]
    steps.push({ kind: 'FULL_PRICE', quantity, unitAmount, amount: due.fullAmount.toString() })
    const { used, whole } = due.share
    if (used !== whole) {
      const [from, to] = [due.from.toISOString(), due.to.toISOString()]
      const share = { used: used.toString(), whole: whole.toString(), amount: due.amount.toString() }
      steps.push({ kind: 'SHARE', from, to, granularity: due.granularity, ...share })
    }
  }
  if (valid.length > 0) {
    const billed = valid.reduce((sum, line) => sum + line.amount, 0n)
    steps.push({ kind: 'ALREADY_BILLED', billed: billed.toString(), amount: wanted.amount.toString() })
  }
  if (change !== wanted) {
    const amount = change.amount.toString()
    steps.push({ kind: 'CREDIT_LIMIT', available: (-change.amount).toString(), amount })
  }
  for (const { discountId, amount } of change.discounts) {
    steps.push({ kind: 'DISCOUNT', discountId, off: amount.toString() })
  }
  return steps
}
