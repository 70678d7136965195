import fc from 'fast-check'
import type { Interval } from '../calendar'
import type { DiscountFact } from '../discount'
import { pausePhases, phaseAt, restartPhases, resumePhases, startPhases } from '../phases'
import { cyclesOf, type ItemSegment, type PhaseFact, type SubscriptionFacts } from '../timeline'
import { starter, subscriptionFrom } from './timelines'

/** What can happen to a subscription; items are picked by number among those that run. */
export type LifeEvent =
  | { kind: 'WAIT' }
  | { kind: 'CHANGE_PRICE'; item: number; unitAmount: bigint }
  | { kind: 'CHANGE_QUANTITY'; item: number; quantity: number }
  | { kind: 'ADD_ITEM'; unitAmount: bigint; quantity: number }
  | { kind: 'REMOVE_ITEM'; item: number }
  | { kind: 'PAUSE'; days: number | null }
  | { kind: 'RESUME' }
  | { kind: 'RESTART'; interval: Interval }
  | { kind: 'CANCEL' }
  | { kind: 'UNCANCEL' }
  | { kind: 'COUPON'; percentOff: string | null; amountOff: bigint; cycles: number | null }

export interface RandomLife {
  startsAt: Date
  anchorShiftHours: number
  timeZone: string
  interval: Interval
  trialDays: number
  steps: { afterSeconds: number; event: LifeEvent; bills: boolean }[]
}

const unitAmount = fc.oneof(fc.constantFrom(2900n, 5900n, 9900n, 1n, 0n), fc.bigInt({ min: 0n, max: 200_000n }))
const item = fc.nat(3)
const interval = fc.constantFrom<Interval>('MONTH', 'MONTH', 'MONTH', 'YEAR')

const event: fc.Arbitrary<LifeEvent> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<LifeEvent>({ kind: 'WAIT' }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('CHANGE_PRICE' as const), item, unitAmount }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('CHANGE_QUANTITY' as const), item, quantity: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('ADD_ITEM' as const), unitAmount, quantity: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('REMOVE_ITEM' as const), item }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<LifeEvent>(
      { kind: 'PAUSE', days: null },
      { kind: 'PAUSE', days: 9 },
      { kind: 'RESUME' },
    ),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('RESTART' as const), interval }) },
  { weight: 1, arbitrary: fc.constantFrom<LifeEvent>({ kind: 'CANCEL' }, { kind: 'UNCANCEL' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('COUPON' as const),
      percentOff: fc.constantFrom(null, '10', '33.3', '100'),
      amountOff: fc.bigInt({ min: 0n, max: 5000n }),
      cycles: fc.constantFrom(null, 1, 3),
    }),
  },
)

const HOUR = 3_600_000

/** Starts near month ends, leap days and clock changes more often than chance would have it. */
const startsAt = fc
  .tuple(
    fc.constantFrom('2024-01-31', '2024-02-29', '2023-12-31', '2024-03-30', '2024-10-26', '2025-01-15', '2025-11-30'),
    fc.integer({ min: 0, max: 86_399 }),
  )
  .map(([day, second]) => new Date(Date.parse(`${day}T00:00:00Z`) + second * 1000))

/** Gaps of no time at all (two changes at once), of a day and of weeks. */
const afterSeconds = fc.oneof(
  fc.constantFrom(0, 1, 60),
  fc.integer({ min: 0, max: 86_400 }),
  fc.integer({ min: 0, max: 40 * 86_400 }),
)

export const randomLife: fc.Arbitrary<RandomLife> = fc.record({
  startsAt,
  anchorShiftHours: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -700, max: 700 })),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Auckland'),
  interval,
  trialDays: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 30 })),
  steps: fc.array(fc.record({ afterSeconds, event, bills: fc.boolean() }), { minLength: 1, maxLength: 8 }),
})

/** The contract as its events leave it: append-only, like the real one. */
export class Contract {
  segments: ItemSegment[]
  discounts: DiscountFact[] = []
  #subscription: SubscriptionFacts
  #phases: PhaseFact[]
  #itemCount = 1

  constructor({ startsAt: start, anchorShiftHours, timeZone, interval: rhythm, trialDays }: RandomLife) {
    const anchor = new Date(start.getTime() + anchorShiftHours * HOUR)
    this.#subscription = subscriptionFrom({ startsAt: start, anchor, timeZone, interval: rhythm })
    const trialEnd = new Date(start.getTime() + trialDays * 24 * HOUR)
    this.#phases = startPhases({ startsAt: start, trialEndsAt: trialEnd })
    this.segments = [starter({ from: start })]
  }

  get subscription(): SubscriptionFacts {
    return { ...this.#subscription, phases: this.#phases }
  }

  apply(what: LifeEvent, at: Date): void {
    const ended = this.#subscription.endsAt !== null
    if (what.kind === 'UNCANCEL') this.#subscription = { ...this.#subscription, endsAt: null }
    if (ended || what.kind === 'WAIT') return
    if (what.kind === 'CANCEL') this.#subscription = { ...this.#subscription, endsAt: at }
    else if (what.kind === 'ADD_ITEM') this.#add(what, at)
    else if (what.kind === 'COUPON') this.#discount(what, at)
    else if ('item' in what) this.#change(what, at)
    else this.#enterPhase(what, at)
  }

  #add({ unitAmount: amount, quantity }: { unitAmount: bigint; quantity: number }, at: Date): void {
    this.#itemCount += 1
    const itemId = `item_${this.#itemCount}`
    this.segments.push(starter({ itemId, segmentId: this.#nextId(), unitAmount: amount, quantity, from: at }))
  }

  #change(what: LifeEvent & { item: number }, at: Date): void {
    const running = this.segments.filter(({ to }) => to === null)
    const current = running[what.item % Math.max(running.length, 1)]
    if (!current) return
    this.segments = this.segments.map((segment) => (segment === current ? { ...segment, to: at } : segment))
    if (what.kind === 'REMOVE_ITEM') return
    const change =
      what.kind === 'CHANGE_PRICE'
        ? { unitAmount: what.unitAmount }
        : what.kind === 'CHANGE_QUANTITY'
          ? { quantity: what.quantity }
          : {}
    this.segments.push({ ...current, ...change, segmentId: this.#nextId(), from: at })
  }

  #enterPhase(what: LifeEvent, at: Date): void {
    const phases = this.#phases
    const { kind } = phaseAt(phases, at)
    if (what.kind === 'PAUSE' && kind === 'BILLED') {
      const resumesAt = what.days === null ? null : new Date(at.getTime() + what.days * 24 * HOUR)
      this.#phases = pausePhases({ phases, at, resumesAt })
    }
    if (what.kind === 'RESUME' && kind === 'PAUSED') this.#phases = resumePhases({ phases, at })
    if (what.kind === 'RESTART' && kind === 'BILLED') {
      this.#phases = restartPhases({ phases, at, interval: what.interval, intervalCount: 1 })
    }
  }

  /** Coupons begin with the next cycle, as the module that redeems them decides. */
  #discount({ percentOff, amountOff, cycles }: LifeEvent & { kind: 'COUPON' }, at: Date): void {
    const fromCycleIndex = (cyclesOf({ subscription: this.subscription, through: at }).at(-1)?.index ?? -1) + 1
    const toCycleIndex = cycles === null ? null : fromCycleIndex + cycles
    const discountId = `discount_${this.discounts.length + 1}`
    const range = { discountId, fromCycleIndex, toCycleIndex }
    this.discounts.push(percentOff === null ? { ...range, amountOff } : { ...range, percentOff })
  }

  #nextId(): string {
    return `seg_${this.segments.length + 1}`
  }
}
