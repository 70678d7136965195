import fc from 'fast-check'
import type { ChangePolicy } from '../change-policy'
import { VAT_RATES } from '../rates'
import type {
  PaymentOutcome,
  Scenario,
  SimulatedCoupon,
  SimulatedPrice,
  SimulationEvent,
  SimulationPolicy,
} from '../simulation/scenario'

const CHANGE: ChangePolicy = {
  directionBy: 'rank',
  upgrade: { timing: 'now', mode: 'prorate' },
  downgrade: { timing: 'period_end', mode: 'prorate' },
  longer: { timing: 'now' },
  shorter: { timing: 'period_end' },
}

const policy: SimulationPolicy = {
  billing: { granularity: 'second', mode: 'prorate' },
  change: CHANGE,
  pauseProration: 'prorate',
  trialEndAction: 'cancel',
  dunning: { scheduleDays: [1, 3, 5, 7], finalAction: 'cancel' },
}

const price = (code: string, rank: number, facts: Partial<SimulatedPrice> = {}): SimulatedPrice => ({
  code,
  planCode: code.replace('-yearly', ''),
  description: code,
  rank,
  unitAmount: 0n,
  interval: 'MONTH',
  intervalCount: 1,
  taxBehavior: 'EXCLUSIVE',
  ...facts,
})

const prices = [
  price('starter', 1, { unitAmount: 2900n }),
  price('professional', 2, { unitAmount: 5900n }),
  price('enterprise', 3, { unitAmount: 9900n }),
  price('starter-yearly', 1, { unitAmount: 29_000n, interval: 'YEAR' }),
  price('professional-yearly', 2, { unitAmount: 59_000n, interval: 'YEAR' }),
  price('inclusive', 1, { unitAmount: 2900n, taxBehavior: 'INCLUSIVE' }),
  price('seat', 0, { unitAmount: 500n }),
  price('sms', 0, { metered: { model: 'FLAT', unitAmount: '8', included: '50' } }),
]

/** A German consumer of a German seller, in UTC, with a small catalogue. */
export function scenario(facts: Partial<Scenario> & Pick<Scenario, 'events' | 'until'>): Scenario {
  return {
    currency: 'EUR',
    seller: { country: 'DE', ossRegistered: true },
    customer: {
      country: 'DE',
      isBusiness: false,
      vatIdStatus: 'NONE',
      taxExempt: false,
      timeZone: 'UTC',
      locale: 'en-GB',
    },
    prices,
    coupons: [],
    rates: VAT_RATES,
    policy,
    ...facts,
  }
}

const coupon = (id: string, facts: Partial<SimulatedCoupon>): SimulatedCoupon => ({
  id,
  isActive: true,
  off: { percentOff: '10' },
  cycles: null,
  planCodes: null,
  redeemBy: null,
  maxRedemptions: null,
  ...facts,
})

const coupons = [
  coupon('ten', { cycles: 3 }),
  coupon('all', { off: { percentOff: '100' }, cycles: 1 }),
  coupon('five', { off: { amountOff: 500n, currency: 'EUR' }, maxRedemptions: 1 }),
]

type EventFacts = SimulationEvent extends infer Each ? (Each extends SimulationEvent ? Omit<Each, 'at'> : never) : never

const flatPrice = fc.constantFrom(
  'starter',
  'professional',
  'enterprise',
  'starter-yearly',
  'professional-yearly',
  'inclusive',
)
const outcome = fc.constantFrom<PaymentOutcome>(
  'success',
  'success',
  'decline',
  'hard_decline',
  'action_required',
  'no_method',
)
const quantity = fc.integer({ min: 1, max: 5 })
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined })

const startEvent = fc.record({
  type: fc.constant('start' as const),
  price: flatPrice,
  quantity,
  items: fc.subarray([
    { price: 'sms', quantity: 1 },
    { price: 'seat', quantity: 3 },
  ]),
  trialDays: fc.constantFrom(0, 0, 0, 14),
})

const laterEvents: fc.Arbitrary<EventFacts> = fc.oneof(
  startEvent.map((event) => event as EventFacts),
  {
    weight: 4,
    arbitrary: fc
      .record({
        price: maybe(flatPrice),
        quantity: maybe(quantity),
        when: maybe(fc.constantFrom('now' as const, 'period_end' as const)),
        mode: maybe(fc.constantFrom('prorate' as const, 'full_restart' as const, 'none' as const)),
      })
      .map((event): EventFacts => ({ type: 'change', ...defined(event) })),
  },
  fc.record({ type: fc.constant('add_item' as const), price: fc.constantFrom('seat', 'sms', 'starter'), quantity }),
  fc.record({ type: fc.constant('remove_item' as const), item: fc.constantFrom('seat', 'sms', 'plan') }),
  {
    weight: 2,
    arbitrary: fc.constantFrom<EventFacts>(
      { type: 'pause', until: null },
      { type: 'pause', until: null, proration: 'none' },
    ),
  },
  { weight: 2, arbitrary: fc.constant<EventFacts>({ type: 'resume' }) },
  fc.record({
    type: fc.constant('cancel' as const),
    when: fc.constantFrom('now' as const, 'period_end' as const),
    credit: fc.constantFrom('none' as const, 'balance' as const, 'refund' as const),
  }),
  fc.constant<EventFacts>({ type: 'undo' }),
  fc.record({ type: fc.constant('coupon' as const), coupon: fc.constantFrom('ten', 'all', 'five') }),
  fc.bigInt({ min: 1n, max: 9000n }).map((amount): EventFacts => ({ type: 'grant', amount, expiresAt: null })),
  fc.nat(400).map((used): EventFacts => ({ type: 'usage', item: 'sms', quantity: String(used) })),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('payments' as const),
      outcomes: fc.array(outcome, { minLength: 1, maxLength: 4 }),
      settlesAfterDays: fc.constantFrom(0, 0, 3),
    }),
  },
  fc.constant<EventFacts>({ type: 'pay', processor: 'bank_transfer' }),
  fc.record({
    type: fc.constant('dispute' as const),
    invoice: fc.integer({ min: 1, max: 3 }),
    outcome: fc.constantFrom('opened', 'opened', 'won', 'lost'),
    fee: fc.constantFrom(0n, 2000n),
  }),
  fc.record({
    type: fc.constant('credit' as const),
    invoice: fc.integer({ min: 1, max: 4 }),
    amount: fc.oneof(fc.constant(null), fc.bigInt({ min: 1n, max: 4000n })),
    to: fc.constantFrom('refund' as const, 'balance' as const),
  }),
)

/** Begins beside others, in step with one of them or not, now or on another day. */
const furtherStart = fc
  .record({
    begin: startEvent,
    subscription: fc.constantFrom('north', 'south'),
    alignWith: maybe(fc.constantFrom('sub_1', 'north')),
    startsInHours: maybe(fc.constantFrom(-700, 300, 744)),
    coupon: maybe(fc.constantFrom('ten', 'all')),
  })
  .map(({ begin, ...facts }) => ({ ...begin, ...defined(facts) }))

const OF_ONE = ['change', 'add_item', 'remove_item', 'pause', 'resume', 'cancel', 'undo', 'coupon', 'usage']

/** Without the keys that are undefined. */
function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never
}

/** A first order and up to twelve things that happen then, also to others begun beside it, sensible or not, over a year or two. */
export const randomScenario: fc.Arbitrary<Scenario> = fc
  .record({
    first: startEvent,
    second: maybe(furtherStart),
    start: fc.constantFrom('2024-01-31T12:00:00Z', '2025-12-31T23:30:00Z', '2026-01-01T00:00:00Z'),
    steps: fc.array(
      fc.record({
        hours: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1500 })),
        event: fc.oneof({ weight: 8, arbitrary: laterEvents }, { weight: 1, arbitrary: furtherStart }),
        of: maybe(fc.constantFrom('north', 'south', 'sub_1')),
      }),
      { maxLength: 12 },
    ),
    country: fc.constantFrom('DE', 'FR', 'CH'),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Auckland'),
    mode: fc.constantFrom('prorate' as const, 'none' as const),
    finalAction: fc.constantFrom('cancel' as const, 'mark_uncollectible' as const, 'leave' as const),
    trialEndAction: fc.constantFrom('cancel' as const, 'pause' as const, 'create_invoice' as const),
    isSent: fc.constantFrom(false, false, true),
    tail: fc.nat(2000),
  })
  .map(({ first, second, start, steps, country, timeZone, mode, finalAction, trialEndAction, isSent, tail }) => {
    let time = Date.parse(start)
    const events: SimulationEvent[] = [{ at: new Date(time), ...first }]
    const begun = new Set(['sub_1'])
    const later = second ? [{ hours: 90, event: second, of: undefined }, ...steps] : steps
    for (const { hours, event, of } of later) {
      time += hours * 3_600_000
      const { startsInHours, ...facts } = event as EventFacts & { startsInHours?: number }
      const startsAt = startsInHours === undefined ? undefined : new Date(time + startsInHours * 3_600_000)
      if ('subscription' in facts && facts.subscription) begun.add(facts.subscription)
      const isOfOne = OF_ONE.includes(facts.type) && of !== undefined && begun.has(of)
      const about = defined({ subscription: isOfOne ? of : undefined, startsAt })
      events.push({ at: new Date(time), ...facts, ...about } as SimulationEvent)
    }
    const until = new Date(time + tail * 3_600_000)
    const base = scenario({ events, until, coupons })
    return {
      ...base,
      customer: { ...base.customer, country, timeZone },
      policy: {
        ...policy,
        billing: { ...policy.billing, mode },
        trialEndAction,
        dunning: { ...policy.dunning, finalAction },
        ...(isSent && { collection: { netDays: 14, reminderDays: [3, 10], finalAction } }),
      },
    }
  })
