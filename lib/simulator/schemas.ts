import { z } from 'zod'

/** Amounts are decimal strings in major units with at most as many decimals as the currency has: `"29.00"`. */
const amount = z.string().regex(/^\d{1,12}(\.\d+)?$/, 'an amount such as "29.00"')
const positiveAmount = amount.refine((text) => /[1-9]/.test(text), 'an amount above 0, such as "10.00"')
/** Exact decimals of a meter's unit; whole numbers may be given as numbers. */
const units = z
  .union([
    z.number().int('a whole number, or a decimal as a string ("1.5")').min(0).max(1e12),
    z.string().regex(/^\d{1,12}(\.\d{1,12})?$/),
  ])
  .transform(String)
/** A day (midnight in the customer's time zone), a time there, or an instant with its own zone. */
const time = z
  .string()
  .regex(
    /^(19|20)\d\d-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$/,
    'a date such as "2026-01-31", or a time such as "2026-01-31T12:00"',
  )
const code = z.string().trim().min(1).max(60)
const count = z.number().int('a whole number').min(1, 'at least 1').max(1_000_000)
const percent = z.string().regex(/^(100(\.0+)?|\d{1,2}(\.\d{1,4})?)$/, 'a percentage such as "12.5"')
const days = z.number().int('a whole number of days').min(0).max(3650)

const tier = z.strictObject({
  upTo: units.nullable(),
  unitAmount: amount,
  flatAmount: amount.optional(),
})
const limits = {
  included: units.optional(),
  minimum: amount.optional(),
  maximum: amount.optional(),
  aggregation: z.enum(['sum', 'count', 'unique', 'max', 'last', 'time_weighted']).default('sum'),
  reset: z.enum(['cycle', 'never']).default('never'),
}
const metered = z.discriminatedUnion('model', [
  z.strictObject({ model: z.literal('flat'), unitAmount: amount, ...limits }),
  z.strictObject({ model: z.literal('graduated'), tiers: z.array(tier).min(1).max(50), ...limits }),
  z.strictObject({ model: z.literal('volume'), tiers: z.array(tier).min(1).max(50), ...limits }),
  z.strictObject({ model: z.literal('package'), packageSize: units, packageAmount: amount, ...limits }),
])

const priceFields = {
  plan: code.optional(),
  name: z.string().trim().min(1).max(120),
  rank: z.number().int().min(0).max(1000).default(0),
  interval: z.enum(['month', 'year']).default('month'),
  every: z.number().int().min(1).max(60).default(1),
  tax: z.enum(['exclusive', 'inclusive']).default('exclusive'),
}
const price = z.union(
  [z.strictObject({ ...priceFields, amount }), z.strictObject({ ...priceFields, metered })],
  'a name with either an amount ("29.00") or metered prices, as docs/SIMULATOR.md describes',
)

const couponFields = {
  cycles: count.nullable().default(null),
  plans: z.array(code).nullable().default(null),
  redeemBy: time.nullable().default(null),
  maxRedemptions: count.nullable().default(null),
}
const coupon = z.union(
  [
    z.strictObject({ percentOff: percent, ...couponFields }),
    z.strictObject({ amountOff: positiveAmount, ...couponFields }),
  ],
  'either percentOff ("10") or amountOff ("5.00")',
)

const outcome = z.enum(['success', 'decline', 'hard_decline', 'action_required', 'no_method'])
const proration = z.enum(['prorate', 'none'])
const item = { item: code.optional(), price: code, quantity: count.default(1) }
const country = z.string().regex(/^[A-Z]{2}$/, 'a country code such as "DE"')
const buyer = {
  country,
  postalCode: z.string().max(20).nullable(),
  business: z.boolean(),
  vatId: z.string().max(20).nullable(),
  vatIdStatus: z.enum(['valid', 'invalid', 'unknown', 'none']),
  taxExempt: z.boolean(),
}

/** Names a subscription, or tells which one is meant; those without a name are `sub_1`, `sub_2` … */
const whose = { subscription: code.optional() }
const ownName = code.refine(
  (name) => !/^sub_\d+$/.test(name),
  'a name other than sub_1, sub_2 …, which those without one have',
)

const event = z.discriminatedUnion('type', [
  z.strictObject({
    at: time,
    type: z.literal('start'),
    subscription: ownName.optional(),
    alignWith: code.optional(),
    price: code,
    quantity: count.default(1),
    items: z.array(z.strictObject(item)).max(20).default([]),
    trialDays: days.default(0),
    coupon: code.optional(),
    startsAt: time.optional(),
  }),
  z.strictObject({
    at: time,
    type: z.literal('change'),
    ...whose,
    item: code.optional(),
    price: code.optional(),
    quantity: count.optional(),
    when: z.enum(['now', 'period_end']).optional(),
    mode: z.enum(['prorate', 'next_period', 'full_restart', 'none']).optional(),
  }),
  z.strictObject({ at: time, type: z.literal('add_item'), ...whose, ...item }),
  z.strictObject({ at: time, type: z.literal('remove_item'), ...whose, item: code }),
  z.strictObject({
    at: time,
    type: z.literal('pause'),
    ...whose,
    until: time.nullable().default(null),
    proration: proration.optional(),
  }),
  z.strictObject({ at: time, type: z.literal('resume'), ...whose }),
  z.strictObject({
    at: time,
    type: z.literal('cancel'),
    ...whose,
    when: z.enum(['now', 'period_end']).default('period_end'),
    credit: z.enum(['none', 'balance', 'refund']).default('none'),
  }),
  z.strictObject({ at: time, type: z.literal('undo'), ...whose }),
  z.strictObject({ at: time, type: z.literal('coupon'), ...whose, coupon: code }),
  z.strictObject({
    at: time,
    type: z.literal('grant'),
    amount: positiveAmount,
    expiresAt: time.nullable().default(null),
  }),
  z.strictObject({
    at: time,
    type: z.literal('usage'),
    ...whose,
    item: code,
    quantity: units.default('1'),
    value: z.string().min(1).max(200).optional(),
    group: z.string().min(1).max(200).optional(),
    usedAt: time.optional(),
  }),
  z.strictObject({
    at: time,
    type: z.literal('payments'),
    outcome: z.union([outcome.transform((each) => [each]), z.array(outcome).min(1).max(50)]),
    settlesAfterDays: days.default(0),
  }),
  z.strictObject({
    at: time,
    type: z.literal('pay'),
    invoice: count.optional(),
    by: z.enum(['stripe', 'paypal', 'bank_transfer']).default('stripe'),
  }),
  z.strictObject({
    at: time,
    type: z.literal('credit'),
    invoice: count,
    line: count.optional(),
    amount: positiveAmount.nullable().default(null),
    to: z.enum(['refund', 'balance']).default('refund'),
  }),
  z.strictObject({
    at: time,
    type: z.literal('dispute'),
    invoice: count,
    outcome: z.enum(['opened', 'won', 'lost']),
    amount: positiveAmount.optional(),
    fee: amount.default('0'),
  }),
  z.strictObject({ at: time, type: z.literal('customer'), ...z.strictObject(buyer).partial().shape }),
])

/** A scenario as it is written: docs/SIMULATOR.md describes each field. */
export const scenarioSchema = z.strictObject({
  title: z.string().max(200).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'a currency such as "EUR"')
    .default('EUR'),
  seller: z.strictObject({ country: country.default('DE'), ossRegistered: z.boolean().default(true) }).prefault({}),
  customer: z
    .strictObject({
      country: country.default('DE'),
      postalCode: buyer.postalCode.default(null),
      business: z.boolean().default(false),
      vatId: buyer.vatId.default(null),
      vatIdStatus: buyer.vatIdStatus.default('none'),
      taxExempt: z.boolean().default(false),
      timeZone: z.string().refine(isTimeZone, 'a time zone such as "Europe/Berlin"').default('Europe/Berlin'),
      locale: z.string().refine(isLocale, 'a locale such as "de-DE"').default('en-GB'),
    })
    .prefault({}),
  prices: z.record(code, price).default({}),
  coupons: z.record(code, coupon).default({}),
  policy: z
    .strictObject({
      granularity: z.enum(['second', 'day']).default('second'),
      proration: proration.default('prorate'),
      directionBy: z.enum(['rank', 'amount']).default('rank'),
      pauseProration: proration.default('prorate'),
      trialEnd: z.enum(['cancel', 'pause', 'create_invoice']).default('cancel'),
      retryDays: z.array(days).max(20).default([1, 3, 5, 7]),
      dunningEnds: z.enum(['cancel', 'mark_uncollectible', 'leave']).default('cancel'),
      collection: z.enum(['automatic', 'send_invoice']).default('automatic'),
      netDays: days.max(180).default(14),
      remindDays: z.array(days).max(20).default([3, 10, 20]),
      remindingEnds: z.enum(['cancel', 'mark_uncollectible', 'leave']).default('leave'),
    })
    .prefault({}),
  events: z.array(event).max(200),
  until: time,
})

export type ScenarioInput = z.infer<typeof scenarioSchema>

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function isLocale(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length === 1
  } catch {
    return false
  }
}
