import type { ChargeRecord, RefundRecord } from '../../state/records'
import { identifier } from '../../state/ids'
import type { Context } from '../context'
import { invalid } from '../errors'
import { emit } from '../events'
import { bookRefund } from './bookings'
import { putCharge, schedule } from './charging'
import { cardBehind } from './methods'

/** How long the test cards with a delayed refund take, in seconds of the sandbox's time. */
const DELAY = 60

export interface RefundOrder {
  readonly amount: number | undefined
  readonly reason: string | null
  readonly metadata: Record<string, string>
}

/** Refunds a charge, wholly or in part. Emits `charge.refunded` and `refund.created`. */
export function refundCharge(context: Context, charge: ChargeRecord, order: RefundOrder): RefundRecord {
  const amount = refundableAmount(context, charge, order.amount)
  const behaviour = cardBehind(charge)?.refund
  const id = identifier(charge.payment_method_type === 'sepa_debit' ? 'pyr' : 're')
  const refund = save(context, {
    id,
    created: context.now,
    metadata: order.metadata,
    amount,
    balance_transaction: bookRefund(context, charge, { id, amount, isReturned: false }).id,
    charge: charge.id,
    currency: charge.currency,
    customer: charge.customer,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    payment_method_type: charge.payment_method_type,
    reason: order.reason,
    status: behaviour === 'pending_then_succeeded' ? 'pending' : 'succeeded',
  })
  const refunded = putCharge(context, { ...charge, amount_refunded: charge.amount_refunded + amount })
  if (behaviour) schedule(context, id, 'settle_refund', DELAY)
  emit(context, 'charge.refunded', 'charge', refunded, charge)
  emit(context, 'refund.created', 'refund', refund)
  return refund
}

/** The delayed end of a refund with the test cards made for it. */
export function settleRefund(context: Context, id: string): void {
  const refund = context.store.get('refund', id)
  const charge = refund && context.store.get('charge', refund.charge)
  const behaviour = charge && cardBehind(charge)?.refund
  if (!charge || (refund.status !== 'pending' && refund.status !== 'succeeded')) return
  if (behaviour === 'pending_then_succeeded') change(context, refund, { status: 'succeeded' })
  if (behaviour === 'succeeded_then_failed') failRefund(context, charge, refund)
}

/** The bank sent the money back to us: it is on the balance again, and the charge is not refunded any more. */
function failRefund(context: Context, charge: ChargeRecord, refund: RefundRecord): void {
  const returned = bookRefund(context, charge, { id: refund.id, amount: refund.amount, isReturned: true })
  putCharge(context, { ...charge, amount_refunded: charge.amount_refunded - refund.amount })
  const failed = change(context, refund, {
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
    failure_balance_transaction: returned.id,
  })
  emit(context, 'refund.failed', 'refund', failed)
}

/** Changes a refund and tells so. */
export function change(context: Context, refund: RefundRecord, changes: Partial<RefundRecord>): RefundRecord {
  const changed = save(context, { ...refund, ...changes })
  emit(context, 'refund.updated', 'refund', changed, refund)
  emit(context, 'charge.refund.updated', 'refund', changed, refund)
  return changed
}

function refundableAmount(context: Context, charge: ChargeRecord, asked: number | undefined): number {
  if (charge.status === 'pending') {
    throw invalid(`Charge ${charge.id} is still pending; it can be refunded once it succeeded.`, {
      code: 'charge_not_refundable',
    })
  }
  if (charge.status === 'failed') {
    throw invalid(`Charge ${charge.id} failed and cannot be refunded.`, { code: 'charge_not_refundable' })
  }
  // An inquiry may be settled by a refund, and a dispute that was won is over.
  const holds = ['needs_response', 'under_review', 'lost']
  if (context.store.where('dispute', 'charge', charge.id).some(({ status }) => holds.includes(status))) {
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' })
  }
  const left = charge.amount_captured - charge.amount_refunded
  if (left <= 0) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' })
  }
  if (asked !== undefined && asked > left) {
    const what = charge.amount_refunded > 0 ? 'unrefunded amount on charge' : 'charge amount'
    throw invalid(`Refund amount (${money(asked, charge)}) is greater than ${what} (${money(left, charge)})`, {
      code: 'amount_too_large',
      param: 'amount',
    })
  }
  return asked ?? left
}

function money(amount: number, charge: ChargeRecord): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: charge.currency.toUpperCase() })
  const { maximumFractionDigits = 2 } = format.resolvedOptions()
  return format.format(amount / 10 ** maximumFractionDigits)
}

function save(context: Context, refund: RefundRecord): RefundRecord {
  return context.store.put('refund', refund)
}
