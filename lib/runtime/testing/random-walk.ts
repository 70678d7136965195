import { withdrawCredit } from '@/lib/balance/end-credit'
import { listAddOns } from '@/lib/catalog/read-catalog'
import { publishPrice } from '@/lib/catalog/publish-price'
import { updateBillingDetails } from '@/lib/customers/update-billing-details'
import { updateBillingTerms } from '@/lib/customers/update-billing-terms'
import { createCoupon } from '@/lib/discounts/create-coupon'
import { updateDunningPolicy } from '@/lib/dunning/dunning-policy'
import { pauseDunning, releaseDunning } from '@/lib/dunning/hold-dunning'
import { finalizeNow } from '@/lib/invoices/edit-draft'
import { updateInvoicingPolicy } from '@/lib/invoices/invoicing-policy'
import { discardDraft } from '@/lib/invoices/rewrite-draft'
import { draftInvoice, writeInvoice } from '@/lib/invoices/write-invoice'
import { cancelNow } from '@/lib/payments/cancel-now'
import { creditInvoice, previewCredit } from '@/lib/payments/credit-invoice'
import { giveCustomerCredit } from '@/lib/payments/give-customer-credit'
import { openPayment } from '@/lib/payments/open-payment'
import { reconcilePayment } from '@/lib/payments/reconcile-payment'
import { recordDispute } from '@/lib/payments/record-dispute'
import { recordOutsidePayment } from '@/lib/payments/record-outside-payment'
import { removePaymentMethod } from '@/lib/payments/remove-payment-method'
import { retryInvoice } from '@/lib/payments/retry-invoice'
import { settleRefund } from '@/lib/payments/settle-refund'
import { rebillInvoice, voidOpenInvoice } from '@/lib/payments/take-back-invoice'
import { writeOffInvoice } from '@/lib/payments/write-off-invoice'
import { db } from '@/lib/platform/db/client'
import { applyCoupon, removeDiscount } from '@/lib/subscriptions/apply-coupon'
import { beginSubscription } from '@/lib/subscriptions/begin-subscription'
import { DEFAULT_POLICY, updateBillingPolicy } from '@/lib/subscriptions/billing-policy'
import { cancelSubscription, undoPendingChange } from '@/lib/subscriptions/cancel-subscription'
import { changeAddOn } from '@/lib/subscriptions/change-add-on'
import { changePlan, previewPlanChange } from '@/lib/subscriptions/change-plan'
import { extendTrial } from '@/lib/subscriptions/change-trial'
import { endTrialNow } from '@/lib/subscriptions/end-trial-now'
import { liftSuspension } from '@/lib/subscriptions/lift-suspension'
import { moveToPrice } from '@/lib/subscriptions/move-to-price'
import { pauseSubscription } from '@/lib/subscriptions/pause-subscription'
import { reactivateSubscription } from '@/lib/subscriptions/reactivate-subscription'
import { resumeSubscription } from '@/lib/subscriptions/resume-subscription'
import { ingestUsage } from '@/lib/usage/ingest-usage'
import { tick } from '../tick'
import {
  ACTOR,
  addMethod,
  BERLIN,
  confirmInBrowser,
  priceOf,
  setFault,
  standAt,
  checkOutAs,
  travelTo,
  work,
} from './world'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A small generator of our own (mulberry32), so that a seed tells a whole walk again. */
export class Chance {
  constructor(private state: number) {}

  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  /** Whole, from `min` to `max`. */
  int(min: number, max: number): number {
    return min + (this.next() % (max - min + 1))
  }

  of<T>(values: readonly T[]): T {
    return values[this.int(0, values.length - 1)]!
  }

  yes(percent: number): boolean {
    return this.int(1, 100) <= percent
  }
}

/** What a step has to go by; `now` moves on. */
export interface Walk {
  customers: string[]
  chance: Chance
  now: Date
}

interface Life {
  customerId: string
  chance: Chance
  now: Date
}

const actor = ACTOR
const WORKS = '4242424242424242'
const CARDS = [
  WORKS,
  WORKS,
  WORKS,
  '4000000000000341',
  '4000002760003184',
  'DE89370400440532013000',
  'DE62370400440532013001',
]
const PLANS = ['starter', 'professional', 'enterprise']

const anyPrice = ({ chance }: Life) => priceOf(chance.of(PLANS), chance.yes(25) ? 'YEAR' : 'MONTH')

/** One of the subscriptions that run, mostly; without one, none that there is. */
async function subscriptionOf({ customerId, chance }: Life): Promise<string> {
  const rows = await db.subscription.findMany({ where: { customerId }, orderBy: { id: 'asc' } })
  const live = rows.filter(({ endedAt, status }) => !endedAt && status !== 'INCOMPLETE_EXPIRED')
  const among = live.length > 0 && !chance.yes(5) ? live : rows
  return among.length > 0 ? chance.of(among).id : 'sub_none'
}

async function invoiceOf(
  { customerId, chance }: Life,
  statuses: ('DRAFT' | 'OPEN' | 'PAID' | 'UNCOLLECTIBLE' | 'VOID')[],
) {
  const rows = await db.invoice.findMany({
    where: { customerId, status: { in: statuses } },
    orderBy: { id: 'desc' },
    include: { lines: { orderBy: { position: 'asc' } } },
    take: 6,
  })
  return rows.length > 0 ? chance.of(rows) : null
}

const changeOf = async (life: Life) => ({
  customerId: life.customerId,
  subscriptionId: await subscriptionOf(life),
  actor,
  now: life.now,
})

type Step = (life: Life) => Promise<unknown>

/** What may happen to a customer, each with how often. */
const STEPS: Record<string, [weight: number, step: Step]> = {
  'check out': [
    4,
    async (life) => {
      const { customerId, chance, now } = life
      const { clientSecret, paymentId } = await checkOutAs({
        customerId,
        plan: chance.of(PLANS),
        interval: chance.yes(25) ? 'YEAR' : 'MONTH',
        now,
      })
      if (!paymentId || chance.yes(15)) return
      await confirmInBrowser({ clientSecret, number: chance.of([WORKS, WORKS, WORKS, '4000000000000002', CARDS[5]!]) })
      return reconcilePayment({ paymentId, now })
    },
  ],
  begin: [
    4,
    async (life) => {
      const { customerId, chance, now } = life
      const startsAt = chance.yes(25) ? new Date(now.getTime() + chance.int(-40, 20) * DAY) : undefined
      const existing = await db.subscription.findFirst({ where: { customerId, endedAt: null } })
      return beginSubscription({
        customerId,
        priceId: await anyPrice(life),
        quantity: chance.yes(30) ? chance.int(1, 7) : 1,
        startsAt,
        trialDays: chance.yes(25) ? chance.int(1, 14) : undefined,
        additional: chance.yes(50),
        alignWith: existing && chance.yes(30) ? existing.id : undefined,
        actor,
        now,
      })
    },
  ],
  'change plan': [
    8,
    async (life) => {
      const { chance } = life
      const change = {
        ...(await changeOf(life)),
        priceId: await anyPrice(life),
        quantity: chance.yes(30) ? chance.int(1, 6) : undefined,
        timing: chance.yes(60) ? undefined : chance.of(['now', 'period_end'] as const),
      }
      const { dueToday } = await previewPlanChange(change)
      const { invoice } = await changePlan({ ...change, previewedAt: life.now })
      if ((invoice?.total ?? 0n) !== (dueToday?.total ?? 0n))
        throw new Error(`Shown ${dueToday?.total}, billed ${invoice?.total}.`)
    },
  ],
  'change quantity': [
    3,
    async (life) => {
      const change = await changeOf(life)
      const item = await db.subscriptionItem.findFirst({ where: { subscriptionId: change.subscriptionId, to: null } })
      if (!item) return
      return changePlan({ ...change, priceId: item.priceId, quantity: life.chance.int(1, 9) })
    },
  ],
  'add-on': [
    3,
    async (life) => {
      const [addOn] = await listAddOns()
      const price = life.chance.of(addOn!.prices)
      const timing = life.chance.yes(60) ? undefined : life.chance.of(['now', 'period_end'] as const)
      return changeAddOn({ ...(await changeOf(life)), priceId: price.id, quantity: life.chance.int(0, 4), timing })
    },
  ],
  cancel: [2, async (life) => cancelSubscription(await changeOf(life))],
  'take back': [2, async (life) => undoPendingChange(await changeOf(life))],
  'cancel now': [
    2,
    async (life) => cancelNow({ ...(await changeOf(life)), credit: life.chance.of(['none', 'balance', 'refund']) }),
  ],
  pause: [
    3,
    async (life) => {
      const { chance, now } = life
      const resumesAt = chance.yes(50) ? null : new Date(now.getTime() + chance.int(1, 50) * DAY)
      return pauseSubscription({ ...(await changeOf(life)), resumesAt })
    },
  ],
  resume: [3, async (life) => resumeSubscription(await changeOf(life))],
  'come back': [
    2,
    async (life) => {
      const { customerId, chance } = life
      const ended = await db.subscription.findMany({ where: { customerId, endedAt: { not: null } }, take: 4 })
      if (ended.length === 0) return
      return reactivateSubscription({ ...(await changeOf(life)), subscriptionId: chance.of(ended).id })
    },
  ],
  'extend trial': [1, async (life) => extendTrial({ ...(await changeOf(life)), days: life.chance.int(1, 9) })],
  'end trial': [1, async (life) => endTrialNow(await changeOf(life))],
  coupon: [
    3,
    async (life) => {
      const { chance, now } = life
      const off = chance.yes(50)
        ? { percentOff: chance.of(['10', '33.33', '50', '100']) }
        : { amountOff: BigInt(chance.int(1, 9000)), currency: 'EUR' }
      const { couponId } = await createCoupon({
        coupon: {
          ...{ name: 'Random', off, planCodes: chance.yes(20) ? ['professional'] : [] },
          cycles: chance.of([null, 1, 2, 3]),
          ...{ maxRedemptions: chance.of([null, 1]), perCustomer: null, firstTimeOnly: false, minimumAmount: null },
          ...{ redeemBy: null, code: null },
        },
        actor,
        now,
      })
      return applyCoupon({ subscriptionId: await subscriptionOf(life), couponId, actor, now })
    },
  ],
  'remove discount': [
    1,
    async ({ customerId, chance, now }) => {
      const rows = await db.discount.findMany({ where: { customerId } })
      if (rows.length === 0) return
      const { id: discountId, subscriptionId } = chance.of(rows)
      return removeDiscount({ subscriptionId, discountId, actor, now })
    },
  ],
  'give credit': [
    3,
    async ({ customerId, chance, now }) =>
      giveCustomerCredit({
        customerId,
        amount: BigInt(chance.int(1, 9000)),
        note: 'Goodwill',
        expiresAt: chance.yes(50) ? null : new Date(now.getTime() + chance.int(1, 60) * DAY),
        actor,
        now,
      }),
  ],
  'withdraw credit': [
    1,
    async ({ customerId, chance, now }) => {
      const grants = await db.creditGrant.findMany({ where: { customerId }, orderBy: { id: 'asc' } })
      if (grants.length === 0) return
      return withdrawCredit({ customerId, grantId: chance.of(grants).id, actor, now })
    },
  ],
  credit: [
    7,
    async (life) => {
      const { chance, now } = life
      const invoice = await invoiceOf(life, ['OPEN', 'PAID', 'PAID', 'UNCOLLECTIBLE'])
      if (!invoice || invoice.total < 1n) return
      const total = Number(invoice.total)
      const line = chance.of(invoice.lines)
      const part = { id: line.id, netAmount: BigInt(chance.int(1, Math.max(1, Number(line.amount)))) }
      const request = chance.of([
        { amount: BigInt(chance.int(1, total)) },
        { amount: 'remaining' as const },
        { lines: [part] },
        { lines: [{ id: line.id, grossAmount: 'remaining' as const }] },
      ])
      const input = { invoiceId: invoice.id, request, to: chance.of(['refund', 'balance', 'outside'] as const) }
      const { computed } = await previewCredit(input)
      const { total: credited } = await creditInvoice({ ...input, reason: 'goodwill', reference: 'BANK 1', actor, now })
      if (credited !== computed.total) throw new Error(`Shown ${computed.total}, credited ${credited}.`)
    },
  ],
  void: [
    2,
    async (life) => {
      const invoice = await invoiceOf(life, ['OPEN', 'UNCOLLECTIBLE'])
      return invoice && voidOpenInvoice({ invoiceId: invoice.id, reason: 'Random', actor, now: life.now })
    },
  ],
  'bill again': [
    3,
    async (life) => {
      const invoice = await invoiceOf(life, ['OPEN', 'UNCOLLECTIBLE'])
      return invoice && rebillInvoice({ invoiceId: invoice.id, reason: 'Random', actor, now: life.now })
    },
  ],
  'write off': [
    1,
    async (life) => {
      const invoice = await invoiceOf(life, ['OPEN'])
      return invoice && writeOffInvoice({ invoiceId: invoice.id, actor, now: life.now })
    },
  ],
  'write invoice': [
    3,
    async ({ customerId, chance, now }) => {
      const lines = Array.from({ length: chance.int(1, 3) }, (_, i) => ({
        description: `Work ${i}`,
        quantity: chance.int(1, 3),
        unitAmount: BigInt(chance.int(i === 0 ? 1 : -300, 9000)),
        taxBehavior: chance.of(['EXCLUSIVE', 'INCLUSIVE'] as const),
      }))
      const collectionMethod = chance.of(['CHARGE_AUTOMATICALLY', 'SEND_INVOICE'] as const)
      const terms = chance.yes(50) ? { collectionMethod, paymentTermDays: chance.of([null, 0, 14]) } : undefined
      const input = { customerId, invoice: { lines, terms }, actor, now }
      return chance.yes(60) ? writeInvoice(input) : draftInvoice(input)
    },
  ],
  'finish draft': [
    2,
    async (life) => {
      const invoice = await invoiceOf(life, ['DRAFT'])
      if (!invoice) return
      const input = { invoiceId: invoice.id, actor, now: life.now }
      return life.chance.yes(80) ? finalizeNow(input) : discardDraft(input)
    },
  ],
  'bank transfer': [
    4,
    async (life) => {
      const { chance, now } = life
      const invoice = await invoiceOf(life, ['OPEN', 'OPEN', 'UNCOLLECTIBLE'])
      if (!invoice) return
      const due = Number(invoice.total - invoice.amountPaid - invoice.amountCredited)
      const amount = BigInt(chance.yes(40) ? due : chance.int(1, due + 3000))
      return recordOutsidePayment({
        invoiceId: invoice.id,
        amount,
        reference: `TX ${now.getTime()} ${chance.int(1, 1e6)}`,
        actor,
        now,
      })
    },
  ],
  dispute: [
    4,
    async ({ customerId, chance, now }) => {
      const payments = await db.payment.findMany({
        where: { customerId, status: 'SUCCEEDED', processor: 'STRIPE' },
        include: { disputes: true },
        orderBy: { id: 'desc' },
        take: 5,
      })
      if (payments.length === 0) return
      const { disputes, ...payment } = chance.of(payments)
      const known = disputes.length > 0 ? chance.of(disputes) : null
      // A bank withdraws what was not given back and not withdrawn before.
      const before = disputes.reduce((sum, each) => sum + each.amount, payment.amountRefunded)
      const free = Number(payment.amount - before)
      const amount = known?.amount ?? BigInt(chance.yes(50) || free < 1 ? free : chance.int(1, free))
      if (amount <= 0n) return
      const status = chance.of(['INQUIRY', 'INQUIRY_CLOSED', 'OPEN', 'OPEN', 'WON', 'LOST'] as const)
      return recordDispute({
        payment,
        report: {
          processorRef: known?.processorRef ?? `du_${payment.id}_${disputes.length}`,
          paymentRef: payment.processorRef ?? '',
          ...{ status, amount, currency: payment.currency, reason: 'fraudulent', respondBy: null },
          fee: chance.yes(50) ? { amount: 2000n, currency: 'EUR' } : null,
        },
        now,
      })
    },
  ],
  'refund comes back': [
    1,
    async ({ customerId, chance, now }) => {
      const refunds = await db.refund.findMany({
        where: { payment: { customerId }, status: { in: ['PENDING', 'SUCCEEDED'] }, processorRef: { not: null } },
      })
      if (refunds.length === 0) return
      const { id, processorRef } = chance.of(refunds)
      const status = chance.of(['FAILED', 'SUCCEEDED'] as const)
      const failureCode = status === 'FAILED' ? 'expired_or_canceled_card' : null
      return settleRefund({
        refundId: id,
        report: { processorRef: processorRef!, refundId: id, status, failureCode },
        now,
      })
    },
  ],
  'hold or release': [
    3,
    async ({ customerId, chance, now }) => {
      const rows = await db.dunning.findMany({ where: { customerId, endedAt: null } })
      if (rows.length === 0) return
      const { invoiceId, pausedAt } = chance.of(rows)
      return pausedAt ? releaseDunning({ invoiceId, actor, now }) : pauseDunning({ invoiceId, actor, now })
    },
  ],
  retry: [
    2,
    async (life) => {
      const invoice = await invoiceOf(life, ['OPEN'])
      return invoice && retryInvoice({ invoiceId: invoice.id, actor, now: life.now })
    },
  ],
  'pay in person': [
    4,
    async (life) => {
      const { chance, now } = life
      const invoice = await invoiceOf(life, ['OPEN', 'UNCOLLECTIBLE'])
      if (!invoice) return
      const { clientSecret, paymentId } = await openPayment({ invoiceId: invoice.id, now })
      if (chance.yes(25)) return
      await confirmInBrowser({
        clientSecret,
        number: chance.of([WORKS, WORKS, WORKS, '4000000000000002', ...CARDS.slice(5)]),
      })
      return reconcilePayment({ paymentId, now })
    },
  ],
  'add method': [5, async ({ customerId, chance, now }) => addMethod(customerId, chance.of(CARDS), now)],
  'remove method': [
    1,
    async ({ customerId, chance, now }) => {
      const rows = await db.paymentMethod.findMany({ where: { customerId, removedAt: null } })
      if (rows.length === 0) return
      return removePaymentMethod({ customerId, methodId: chance.of(rows).id, actor, now })
    },
  ],
  terms: [
    3,
    async ({ customerId, chance, now }) => {
      const taxExempt = chance.yes(15)
      return updateBillingTerms({
        customerId,
        terms: {
          collectionMethod: chance.of(['CHARGE_AUTOMATICALLY', 'CHARGE_AUTOMATICALLY', 'SEND_INVOICE']),
          paymentTermDays: chance.of([0, 7, 14]),
          taxExempt,
          taxExemptReason: taxExempt ? 'An embassy' : undefined,
        },
        actor,
        now,
      })
    },
  ],
  moves: [
    2,
    async ({ customerId, chance, now }) => {
      const place = chance.of([
        { country: 'DE' },
        { country: 'DE', isBusiness: false },
        { country: 'FR', vatId: 'FR40303265045' },
        { country: 'FR', vatId: 'FR83404833048' },
        { country: 'NL', vatId: 'NL010000446B01' },
        { country: 'FR', isBusiness: false },
        { country: 'US' },
      ])
      const timeZone = chance.of(['Europe/Berlin', 'Europe/Paris', 'America/New_York'])
      const locale = chance.of(['en', 'de', 'fr', 'nl'])
      return updateBillingDetails({ customerId, details: { ...BERLIN, ...place, timeZone, locale }, actor, now })
    },
  ],
  use: [
    5,
    async ({ customerId, chance, now }) => {
      const time = new Date(now.getTime() - (chance.yes(50) ? 0 : chance.int(0, 12 * 24) * HOUR))
      const [type, quantity] = chance.of([
        ['sms.sent', chance.int(1, 900)],
        ['storage.measured', chance.int(0, 500)],
        ['users.counted', chance.int(0, 60)],
      ] as const)
      const id = `use ${now.getTime()} ${chance.int(1, 1e9)}`
      const event = {
        id,
        source: 'walk',
        type,
        subject: customerId,
        time: time.toISOString(),
        data: { quantity, building_id: 'b1' },
      }
      return ingestUsage({ events: [event], caller: { customerId: null }, now })
    },
  ],
  'dunning policy': [
    1,
    async ({ chance, now }) =>
      updateDunningPolicy({
        policy: {
          retryDays: chance.of([[1, 3, 5, 7], [], [2]]),
          finalAction: chance.of(['CANCEL', 'MARK_UNCOLLECTIBLE', 'LEAVE'] as const),
          reminderDays: chance.of([[3, 10, 20], [], [1]]),
          sentFinalAction: chance.of(['CANCEL', 'MARK_UNCOLLECTIBLE', 'LEAVE'] as const),
          giveUpDays: chance.of([14, 0, 3]),
          reclaimsVat: chance.yes(50),
          onDispute: chance.of(['NONE', 'PAUSE_ENTITLEMENTS'] as const),
        },
        actor,
        now,
      }),
  ],
  'billing policy': [
    1,
    async ({ chance, now }) =>
      updateBillingPolicy({
        policy: {
          ...DEFAULT_POLICY,
          granularity: chance.of(['SECOND', 'DAY'] as const),
          upgradeTiming: chance.of(['NOW', 'PERIOD_END'] as const),
          upgradeMode: chance.of(['PRORATE', 'NEXT_PERIOD', 'FULL_RESTART', 'NONE'] as const),
          downgradeTiming: chance.of(['NOW', 'PERIOD_END'] as const),
          downgradeMode: chance.of(['PRORATE', 'NEXT_PERIOD', 'FULL_RESTART', 'NONE'] as const),
          shorterTiming: chance.of(['NOW', 'PERIOD_END'] as const),
          pauseProration: chance.of(['PRORATE', 'NONE'] as const),
          trialEndAction: chance.of(['CANCEL', 'PAUSE'] as const),
          lateUsageDays: chance.of([7, 0]),
          usageThreshold: chance.of([null, null, 5000n]),
        },
        actor,
        now,
      }),
  ],
  'invoicing policy': [
    1,
    async ({ chance, now }) =>
      updateInvoicingPolicy({
        policy: { graceHours: chance.of([0, 0, 24]), vatIdRecheckDays: 90, vatIdTrustDays: 120, vatIdHoldDays: 7 },
        actor,
        now,
      }),
  ],
  'new price': [
    1,
    async (life) => {
      const priceId = await anyPrice(life)
      const { id } = await publishPrice({
        priceId,
        unitAmount: BigInt(life.chance.int(0, 20_000)),
        actor,
        now: life.now,
      })
      return life.chance.yes(70) ? moveToPrice({ priceId: id, actor, now: life.now }) : undefined
    },
  ],
  'lift suspension': [
    1,
    async (life) => liftSuspension({ subscriptionId: await subscriptionOf(life), actor, now: life.now }),
  ],
  fault: [
    2,
    async ({ chance }) =>
      setFault({
        path: chance.of([
          '/v1/payment_intents',
          '/v1/payment_intents/*',
          '/v1/refunds',
          '/v1/payment_intents/*/confirm',
        ]),
        kind: chance.of(['500', 'reset', '429', '409']),
        when: chance.of(['before', 'after']),
        times: chance.int(1, 3),
      }),
  ],
}

const WEIGHED = Object.entries(STEPS).flatMap(([name, [weight]]) => Array<string>(weight).fill(name))

/** Takes one random step and does what it queues. `onRefusal` hears what a use-case refuses. */
export async function takeStep(
  walk: Walk,
  { onStep, onRefusal }: { onStep: (what: string) => void; onRefusal: (error: unknown) => void },
): Promise<void> {
  const { chance } = walk
  if (chance.yes(22)) {
    const away = chance.yes(20)
    const hours = away ? chance.int(1, 24 * 45) : chance.yes(40) ? chance.int(1, 20) : chance.int(1, 24 * 25)
    walk.now = new Date(walk.now.getTime() + hours * HOUR + chance.int(0, 59) * 60_000)
    onStep(`${walk.now.toISOString()} ${away ? 'nobody worked until' : 'travelled to'} then`)
    // Nobody worked for a while: all that is due is done late, and together.
    if (!away) await travelTo(walk.now.toISOString())
    await standAt(walk.now)
    for (let round = 0; round < (away ? 3 : 1); round += 1) {
      await tick({ now: walk.now })
      await work()
    }
    return
  }
  const name = chance.of(WEIGHED)
  const life = { customerId: chance.of(walk.customers), chance, now: walk.now }
  onStep(`${walk.now.toISOString()} ${life.customerId} ${name}`)
  await STEPS[name]![1](life).catch(onRefusal)
  await work()
  if (chance.yes(50)) {
    walk.now = new Date(walk.now.getTime() + chance.int(1, 90) * 60_000)
    await travelTo(walk.now.toISOString())
    await standAt(walk.now)
  }
}
