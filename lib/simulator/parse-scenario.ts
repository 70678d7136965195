import { instantInZone } from '@/lib/engine/calendar'
import type { ChangePolicy } from '@/lib/engine/change-policy'
import { EngineError } from '@/lib/engine/errors'
import { currencyExponent } from '@/lib/engine/money'
import { VAT_RATES } from '@/lib/engine/rates'
import { fromDecimalString, multiply, rational, toDecimalString } from '@/lib/engine/rational'
import type { Scenario, SimulatedCoupon, SimulatedPrice, SimulationEvent } from '@/lib/engine/simulation/scenario'
import { priceUsage, type UsagePrice } from '@/lib/engine/usage-pricing'
import { plans } from '@/lib/catalog/default-catalog'
import { scenarioSchema, type ScenarioInput } from './schemas'

/** A scenario that cannot be read: one sentence that begins with the path of the wrong field. */
export class ScenarioError extends Error {
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(path ? `${path}: ${message}` : message)
    this.name = 'ScenarioError'
  }
}

/** How changes are timed and settled by default; the same as the system's own default policy. */
export const DEFAULT_CHANGE_POLICY: ChangePolicy = {
  directionBy: 'rank',
  upgrade: { timing: 'now', mode: 'prorate' },
  downgrade: { timing: 'period_end', mode: 'prorate' },
  longer: { timing: 'now' },
  shorter: { timing: 'period_end' },
}

/** The longest that can be played, so that the answer stays a matter of milliseconds. */
const MOST_YEARS = 10

/** Reads a scenario's JSON text. Throws `ScenarioError`. */
export function parseScenario(text: string): Scenario {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ScenarioError('', `This is not JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
  return readScenario(value)
}

/** Checks a scenario and brings it into the engine's words: minor units, instants, prices of the catalogue. */
export function readScenario(value: unknown): Scenario {
  const parsed = scenarioSchema.safeParse(value)
  if (!parsed.success) {
    const { path, message, keys: [unknown] = [] } = firstOf(parsed.error.issues)
    if (unknown !== undefined) throw new ScenarioError(pathOf([...path, unknown]), 'There is no such field.')
    throw new ScenarioError(pathOf(path), sentence(message))
  }
  return toScenario(parsed.data)
}

type Issue = { path: PropertyKey[]; message: string; keys?: string[] }

function firstOf(issues: readonly unknown[]): Issue {
  const [first] = issues as Issue[]
  return first ?? { path: [], message: 'It is not a scenario' }
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    if (!/^[\p{L}\p{N}_-]+$/u.test(String(key))) return `${text}[${JSON.stringify(String(key))}]`
    return text ? `${text}.${String(key)}` : String(key)
  }, '')

function sentence(message: string): string {
  const text = message.startsWith('a ') || message.startsWith('an ') ? `This should be ${message}` : message
  return text.endsWith('.') ? text : `${text}.`
}

function toScenario(input: ScenarioInput): Scenario {
  const { currency, customer } = input
  at('currency', () => currencyExponent(currency))
  const { timeZone } = customer
  const instant = (text: string, path: string) => at(path, () => instantInZone({ text, timeZone }))
  const minor = minorUnits(currency)
  const prices = pricesOf(input, minor)
  const until = instant(input.until, 'until')
  const events = input.events.map((each, index) => toEvent(each, { path: `events[${index}]`, instant, minor }))
  const earliest = Math.min(until.getTime(), ...events.map(({ at: time }) => time.getTime()))
  if (until.getTime() - earliest > MOST_YEARS * 366 * 86_400_000) {
    throw new ScenarioError('until', `A scenario lasts ${MOST_YEARS} years at most.`)
  }
  assertKnown(input, new Set(prices.map(({ code }) => code)))
  assertNamed(input)
  const { granularity, proration, directionBy, pauseProration, trialEnd, retryDays, dunningEnds } = input.policy
  const { collection, netDays, remindDays, remindingEnds } = input.policy
  return {
    currency,
    seller: input.seller,
    customer: { ...buyerOf(customer), timeZone, locale: customer.locale } as Scenario['customer'],
    prices,
    coupons: couponsOf(input, { minor, instant }),
    rates: VAT_RATES,
    policy: {
      billing: { granularity, mode: proration },
      change: { ...DEFAULT_CHANGE_POLICY, directionBy },
      pauseProration,
      trialEndAction: trialEnd,
      dunning: { scheduleDays: retryDays, finalAction: dunningEnds },
      ...(collection === 'send_invoice' && {
        collection: { netDays, reminderDays: remindDays, finalAction: remindingEnds },
      }),
    },
    events,
    until,
  }
}

/** What the engine says of a value, with the path it stands at. */
function at<T>(path: string, compute: () => T): T {
  try {
    return compute()
  } catch (error) {
    if (error instanceof EngineError) throw new ScenarioError(path, sentence(error.message))
    throw error
  }
}

interface Minor {
  /** Whole minor units. */
  whole: (text: string, path: string) => bigint
  /** Exact decimals of minor units, for unit prices below a cent. */
  exact: (text: string) => string
}

function minorUnits(currency: string): Minor {
  const factor = rational(10n ** BigInt(currencyExponent(currency)))
  const scaled = (text: string) => multiply(fromDecimalString(text), factor)
  return {
    exact: (text) => toDecimalString(scaled(text)),
    whole(text, path) {
      const { numerator, denominator } = scaled(text)
      if (denominator !== 1n) throw new ScenarioError(path, `${text} has more decimals than ${currency} has.`)
      return numerator
    },
  }
}

/** The catalogue's prices as `starter-monthly` and so on, and the scenario's own, which win. */
function pricesOf({ currency, prices }: ScenarioInput, minor: Minor): SimulatedPrice[] {
  const own = Object.entries(prices).map(([code, price]): SimulatedPrice => {
    const path = pathOf(['prices', code])
    const metered = 'metered' in price ? usagePrice(price.metered, minor, `${path}.metered`) : null
    if (metered) at(`${path}.metered`, () => priceUsage({ price: metered, quantity: '0' }))
    return {
      code,
      planCode: price.plan ?? code,
      description: price.name,
      rank: price.rank,
      unitAmount: 'amount' in price ? minor.whole(price.amount, `${path}.amount`) : 0n,
      interval: price.interval === 'year' ? 'YEAR' : 'MONTH',
      intervalCount: price.every,
      taxBehavior: price.tax === 'inclusive' ? 'INCLUSIVE' : 'EXCLUSIVE',
      ...(metered && { metered }),
      ...('metered' in price && countingOf(price.metered)),
    }
  })
  const known = new Set(own.map(({ code }) => code))
  const ofCatalogue = plans.flatMap(({ code: planCode, name, rank, prices: all }) =>
    all
      .filter((price) => price.currency === currency)
      .map(({ interval, unitAmount }): SimulatedPrice => {
        const rhythm = interval === 'YEAR' ? 'yearly' : 'monthly'
        const about = { code: `${planCode}-${rhythm}`, planCode, description: `${name}, ${rhythm}`, rank }
        return { ...about, unitAmount, interval, intervalCount: 1, taxBehavior: 'EXCLUSIVE' }
      }),
  )
  return [...own, ...ofCatalogue.filter(({ code }) => !known.has(code))]
}

/** Quantities that add up are what a price counts by itself. */
function countingOf({ aggregation, reset }: MeteredInput): Pick<SimulatedPrice, 'counting'> {
  if (aggregation === 'sum') return {}
  return { counting: { aggregation: AGGREGATIONS[aggregation], carries: reset === 'never' } }
}

const AGGREGATIONS = {
  count: 'COUNT',
  unique: 'UNIQUE',
  max: 'MAX',
  last: 'LAST',
  time_weighted: 'TIME_WEIGHTED',
} as const
const MEASURES = {
  sum: 'flow',
  count: 'flow',
  unique: 'flow',
  max: 'level',
  last: 'level',
  time_weighted: 'average',
} as const

type MeteredInput = Extract<ScenarioInput['prices'][string], { metered: unknown }>['metered']

function usagePrice(input: MeteredInput, minor: Minor, path: string): UsagePrice {
  const { included, minimum, maximum } = input
  const measure = MEASURES[input.aggregation]
  const limits = {
    ...(measure !== 'flow' && { measure }),
    ...(included !== undefined && { included }),
    ...(minimum !== undefined && { minimumAmount: minor.whole(minimum, `${path}.minimum`) }),
    ...(maximum !== undefined && { maximumAmount: minor.whole(maximum, `${path}.maximum`) }),
  }
  switch (input.model) {
    case 'flat':
      return { model: 'FLAT', unitAmount: minor.exact(input.unitAmount), ...limits }
    case 'package': {
      const { packageSize, packageAmount } = input
      return { model: 'PACKAGE', packageSize, packageAmount: minor.exact(packageAmount), ...limits }
    }
    default: {
      const tiers = input.tiers.map(({ upTo, unitAmount, flatAmount }) => ({
        upTo,
        unitAmount: minor.exact(unitAmount),
        ...(flatAmount !== undefined && { flatAmount: minor.exact(flatAmount) }),
      }))
      return { model: input.model === 'graduated' ? 'GRADUATED' : 'VOLUME', tiers, ...limits }
    }
  }
}

type Instant = (text: string, path: string) => Date

function couponsOf(
  { coupons, currency }: ScenarioInput,
  { minor, instant }: { minor: Minor; instant: Instant },
): SimulatedCoupon[] {
  return Object.entries(coupons).map(([id, coupon]) => ({
    id,
    isActive: true,
    off:
      'percentOff' in coupon
        ? { percentOff: coupon.percentOff }
        : { amountOff: minor.whole(coupon.amountOff, pathOf(['coupons', id, 'amountOff'])), currency },
    cycles: coupon.cycles,
    planCodes: coupon.plans,
    redeemBy: coupon.redeemBy === null ? null : instant(coupon.redeemBy, pathOf(['coupons', id, 'redeemBy'])),
    maxRedemptions: coupon.maxRedemptions,
  }))
}

type EventInput = ScenarioInput['events'][number]

function toEvent(
  input: EventInput,
  { path, instant, minor }: { path: string; instant: Instant; minor: Minor },
): SimulationEvent {
  const time = instant(input.at, `${path}.at`)
  const optional = (text: string | null, field: string) => (text === null ? null : instant(text, `${path}.${field}`))
  switch (input.type) {
    case 'start': {
      const { startsAt, ...rest } = input
      const items = input.items.map(defined)
      return { ...defined(rest), items, at: time, ...(startsAt && { startsAt: instant(startsAt, `${path}.startsAt`) }) }
    }
    case 'pause':
      return { ...defined(input), at: time, until: optional(input.until, 'until') }
    case 'grant': {
      const amount = minor.whole(input.amount, `${path}.amount`)
      return { type: 'grant', at: time, amount, expiresAt: optional(input.expiresAt, 'expiresAt') }
    }
    case 'dispute': {
      const { amount, fee } = input
      const money = (text: string, field: string) => minor.whole(text, `${path}.${field}`)
      const { type, invoice, outcome } = input
      const about = { type, at: time, invoice, outcome, fee: money(fee, 'fee') }
      return amount === undefined ? about : { ...about, amount: money(amount, 'amount') }
    }
    case 'usage': {
      const { usedAt, ...rest } = input
      return { ...defined(rest), at: time, ...(usedAt && { usedAt: instant(usedAt, `${path}.usedAt`) }) }
    }
    case 'payments':
      return { type: 'payments', at: time, outcomes: input.outcome, settlesAfterDays: input.settlesAfterDays }
    case 'pay': {
      const { by: processor, invoice } = input
      return { type: 'pay', at: time, processor, ...(invoice !== undefined && { invoice }) }
    }
    case 'credit': {
      const amount = input.amount === null ? null : minor.whole(input.amount, `${path}.amount`)
      return { ...defined(input), at: time, amount }
    }
    case 'customer': {
      const { at: _at, type, ...facts } = input
      return { type, at: time, facts: buyerOf(facts) }
    }
    default:
      return { ...defined(input), at: time }
  }
}

type BuyerInput = Omit<Extract<EventInput, { type: 'customer' }>, 'at' | 'type'>

function buyerOf(facts: BuyerInput): Extract<SimulationEvent, { type: 'customer' }>['facts'] {
  const { country, postalCode, business, vatId, vatIdStatus, taxExempt } = facts
  const status = vatIdStatus?.toUpperCase() as 'VALID' | 'INVALID' | 'UNKNOWN' | 'NONE' | undefined
  return defined({ country, postalCode, isBusiness: business, vatId, vatIdStatus: status, taxExempt })
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Without the keys that are undefined, as the engine's types want it. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<T>
}

/** Prices and coupons that events name are there: a typo is no refusal of the system's. */
function assertKnown({ events, coupons }: ScenarioInput, prices: ReadonlySet<string>): void {
  events.forEach((event, index) => {
    const path = `events[${index}]`
    const used = [
      ...('price' in event && event.price !== undefined ? [[`${path}.price`, event.price] as const] : []),
      ...(event.type === 'start'
        ? event.items.map((each, i) => [`${path}.items[${i}].price`, each.price] as const)
        : []),
    ]
    for (const [where, price] of used) {
      if (!prices.has(price)) throw new ScenarioError(where, `There is no price “${price}”; there are ${list(prices)}.`)
    }
    const coupon = 'coupon' in event ? event.coupon : undefined
    if (coupon !== undefined && !Object.hasOwn(coupons, coupon)) {
      throw new ScenarioError(`${path}.coupon`, `There is no coupon “${coupon}” in this scenario.`)
    }
  })
}

/** So that the answer stays a matter of milliseconds. */
const MOST_SUBSCRIPTIONS = 10

/** Subscriptions that events name are begun by one of them. */
function assertNamed({ events }: ScenarioInput): void {
  const starts = events.filter((each) => each.type === 'start')
  const names = new Set(starts.map(({ subscription }, index) => subscription ?? `sub_${index + 1}`))
  if (starts.filter(({ subscription }) => subscription).length > MOST_SUBSCRIPTIONS)
    throw new ScenarioError('events', `A scenario has ${MOST_SUBSCRIPTIONS} subscriptions with a name at most.`)
  events.forEach((event, index) => {
    const named = event.type === 'start' ? ['alignWith', event.alignWith] : ['subscription', subscriptionIn(event)]
    const [field, name] = named
    if (name === undefined || names.has(name)) return
    const known = names.size > 0 ? `there are ${list(names)}` : 'no event starts one'
    throw new ScenarioError(`events[${index}].${field}`, `There is no subscription “${name}”; ${known}.`)
  })
}

const subscriptionIn = (event: EventInput): string | undefined =>
  'subscription' in event ? event.subscription : undefined

const list = (names: ReadonlySet<string>): string => [...names].join(', ')
