import type { ChangePolicy } from '../change-policy'
import type { Coupon } from '../coupon'
import type { Interval } from '../calendar'
import type { BillingPolicy } from '../expected'
import type { RateTable } from '../rates'
import type { TaxBehavior, TaxBuyer, TaxSeller } from '../tax'
import type { ProrationMode } from '../timeline'
import type { UsagePrice } from '../usage-pricing'
import type { Aggregation } from '../usage-totals'

/** What can be bought, by its code. */
export interface SimulatedPrice {
  code: string
  planCode: string
  /** As it stands on lines. */
  description: string
  /** Of its plan: decides with the amount what is an upgrade. */
  rank: number
  /** Minor units per cycle; 0 where it is metered. */
  unitAmount: bigint
  interval: Interval
  intervalCount: number
  taxBehavior: TaxBehavior
  metered?: UsagePrice
  /** How events of a metered price are counted; default: their quantities add up. */
  counting?: UsageCounting
}

export interface UsageCounting {
  aggregation: Aggregation
  /** Whether a level goes on into the next cycle. */
  carries: boolean
}

export type SimulatedCoupon = Omit<Coupon, 'timesRedeemed'>

/** What an attempt to collect comes to. `no_method`: there is nothing to charge. */
export type PaymentOutcome = 'success' | 'decline' | 'hard_decline' | 'action_required' | 'no_method'

export interface ChosenItem {
  /** Names the item within the subscription; by default the price's code. */
  item?: string
  price: string
  quantity: number
}

/** Which subscription an event is about, by its name; an unnamed one is `sub_1`, `sub_2` …. Default: the first that is not over. */
interface OfSubscription {
  subscription?: string
}

export type SimulationEvent = { at: Date } & (
  | {
      type: 'start'
      /** Its name. One that has a name may begin beside others; it is then charged at once, without a checkout. */
      subscription?: string
      /** The name of another, with which its periods are to fall together: the first one is a part of one. */
      alignWith?: string
      price: string
      quantity: number
      /** Bought beside the plan: add-ons and metered prices. */
      items: readonly ChosenItem[]
      trialDays: number
      coupon?: string
      /** Other than now: scheduled for later, or backdated. */
      startsAt?: Date
    }
  | ({
      type: 'change'
      item?: string
      price?: string
      quantity?: number
      /** Instead of what the policy says. */
      when?: 'now' | 'period_end'
      mode?: 'prorate' | 'next_period' | 'full_restart' | 'none'
    } & OfSubscription)
  | ({ type: 'add_item' } & ChosenItem & OfSubscription)
  | ({ type: 'remove_item'; item: string } & OfSubscription)
  | ({ type: 'pause'; until: Date | null; proration?: ProrationMode } & OfSubscription)
  | ({ type: 'resume' } & OfSubscription)
  | ({ type: 'cancel'; when: 'now' | 'period_end'; credit: 'none' | 'balance' | 'refund' } & OfSubscription)
  /** Takes back what is pending. */
  | ({ type: 'undo' } & OfSubscription)
  | ({ type: 'coupon'; coupon: string } & OfSubscription)
  | { type: 'grant'; amount: bigint; expiresAt: Date | null }
  /** `value`: what a unique count counts; `group`: levels are kept per group and added up. */
  | ({ type: 'usage'; item: string; quantity: string; value?: string; group?: string; usedAt?: Date } & OfSubscription)
  /** From now on attempts end like this, one after the other, the last for good; what failed is tried again at once. */
  | { type: 'payments'; outcomes: readonly PaymentOutcome[]; settlesAfterDays: number }
  /** The customer pays, by themselves, one invoice (from 1) or all that are open. */
  | { type: 'pay'; invoice?: number; processor: string }
  | {
      type: 'credit'
      /** From 1, in the order of issue. */
      invoice: number
      /** Gross; null = whatever is left. */
      amount: bigint | null
      /** Only this line, from 1. */
      line?: number
      to: 'refund' | 'balance'
    }
  /** The bank withdraws the payment of an invoice (from 1), and decides; `amount`: default all that was not refunded. */
  | { type: 'dispute'; invoice: number; outcome: 'opened' | 'won' | 'lost'; amount?: bigint; fee: bigint }
  /** Other facts from now on: an address, a VAT id that was confirmed. */
  | { type: 'customer'; facts: Partial<TaxBuyer> }
)

export interface SimulationPolicy {
  billing: BillingPolicy
  change: ChangePolicy
  pauseProration: ProrationMode
  trialEndAction: 'cancel' | 'pause' | 'create_invoice'
  dunning: {
    scheduleDays: readonly number[]
    finalAction: 'cancel' | 'mark_uncollectible' | 'leave'
  }
  /** Invoices are sent, and paid by the customer; none = charged automatically. */
  collection?: {
    netDays: number
    /** Days after the due date. */
    reminderDays: readonly number[]
    finalAction: 'cancel' | 'mark_uncollectible' | 'leave'
  }
}

export interface Scenario {
  currency: string
  seller: TaxSeller
  customer: TaxBuyer & { timeZone: string; locale: string }
  prices: readonly SimulatedPrice[]
  coupons: readonly SimulatedCoupon[]
  rates: RateTable
  policy: SimulationPolicy
  events: readonly SimulationEvent[]
  /** Everything due up to and with this instant happens. */
  until: Date
}
