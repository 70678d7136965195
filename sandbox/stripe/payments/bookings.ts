import type { BalanceTransactionRecord, ChargeRecord } from '../../state/records'
import { identifier } from '../../state/ids'
import type { Context } from '../context'
import { cardBehind } from './methods'

/** Funds of a card payment are available after a week, those of a debit after two. */
const DAY = 24 * 3600
const CARD_DELAY = 7 * DAY
const DEBIT_DELAY = 14 * DAY

/** Stripe's list prices for an account in the euro area, in hundredths of a percent and in cents. */
const EUROPEAN_CARD = { basisPoints: 150, fixed: 25 }
const BRITISH_CARD = { basisPoints: 250, fixed: 25 }
const OTHER_CARD = { basisPoints: 325, fixed: 25 }
const DEBIT = { basisPoints: 0, fixed: 35 }
const DISPUTE_FEE = 2000

const EUROPEAN_COUNTRIES = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
)

/**
 * Books a charge on the balance: the amount comes in, the fee goes off.
 *
 * @example a charge of 42.00 EUR on a card from the US: amount 4200, fee round(136.5) + 25 = 162, net 4038
 */
export function bookCharge(context: Context, charge: ChargeRecord): BalanceTransactionRecord {
  const isDebit = charge.payment_method_type === 'sepa_debit'
  const available = cardBehind(charge)?.bypassesPending ? 0 : isDebit ? DEBIT_DELAY : CARD_DELAY
  return book(context, charge, {
    amount: charge.amount_captured,
    available_on: context.now + available,
    fee: feeOf(charge),
    fee_description: 'Stripe processing fees',
    reporting_category: 'charge',
    source: charge.id,
    type: isDebit ? 'payment' : 'charge',
  })
}

/** Books money going back: a refund (negative) or its return after it failed (positive). */
export function bookRefund(
  context: Context,
  charge: ChargeRecord,
  refund: { id: string; amount: number; isReturned: boolean },
): BalanceTransactionRecord {
  const type = charge.payment_method_type === 'sepa_debit' ? 'payment_refund' : 'refund'
  return book(context, charge, {
    amount: refund.isReturned ? refund.amount : -refund.amount,
    available_on: context.now,
    fee: 0,
    fee_description: null,
    reporting_category: refund.isReturned ? 'refund_failure' : 'refund',
    source: refund.id,
    type: refund.isReturned ? 'refund_failure' : type,
  })
}

/** Books what a dispute takes (with its fee), or gives back when it is won. */
export function bookDispute(
  context: Context,
  charge: ChargeRecord,
  dispute: { id: string; amount: number; isReinstated: boolean },
): BalanceTransactionRecord {
  return book(context, charge, {
    amount: dispute.isReinstated ? dispute.amount : -dispute.amount,
    available_on: context.now,
    fee: dispute.isReinstated ? 0 : DISPUTE_FEE,
    fee_description: 'Dispute fee',
    reporting_category: dispute.isReinstated ? 'dispute_reversal' : 'dispute',
    source: dispute.id,
    type: 'adjustment',
  })
}

type Booking = Omit<BalanceTransactionRecord, 'id' | 'created' | 'currency' | 'description'>

function book(context: Context, charge: ChargeRecord, booking: Booking): BalanceTransactionRecord {
  return context.store.put('balance_transaction', {
    ...booking,
    id: identifier('txn'),
    created: context.now,
    currency: charge.currency,
    description: charge.description,
  })
}

function feeOf(charge: ChargeRecord): number {
  const { basisPoints, fixed } = pricing(charge)
  return Math.floor((charge.amount_captured * basisPoints + 5000) / 10_000) + fixed
}

function pricing(charge: ChargeRecord) {
  if (charge.payment_method_type === 'sepa_debit') return DEBIT
  const country = charge.card?.country ?? ''
  if (EUROPEAN_COUNTRIES.has(country)) return EUROPEAN_CARD
  return country === 'GB' ? BRITISH_CARD : OTHER_CARD
}
