import type { ChargeRecord, DisputeRecord } from '../../state/records'
import { identifier } from '../../state/ids'
import type { Context } from '../context'
import { invalid } from '../errors'
import { emit } from '../events'
import { bookDispute } from './bookings'
import { putCharge } from './charging'

/** A bank gives its answer about nine days. */
const RESPONSE_TIME = 9 * 24 * 3600

/**
 * Opens a dispute over what is left of a charge. An inquiry takes no money yet; anything else withdraws the amount and
 * a fee at once.
 */
export function openDispute(context: Context, charge: ChargeRecord, reason: string): DisputeRecord {
  if (charge.status !== 'succeeded') throw invalid(`Charge ${charge.id} did not succeed.`, { param: 'charge' })
  if (charge.disputed) throw invalid(`Charge ${charge.id} is already disputed.`, { param: 'charge' })
  const isInquiry = reason === 'inquiry'
  const id = identifier('du')
  const amount = charge.amount_captured - charge.amount_refunded
  if (amount <= 0) throw invalid(`Charge ${charge.id} has already been refunded.`, { param: 'charge' })
  const withdrawal = isInquiry ? undefined : bookDispute(context, charge, { id, amount, isReinstated: false })
  putCharge(context, { ...(context.store.get('charge', charge.id) ?? charge), disputed: true })
  const dispute = save(context, {
    id,
    created: context.now,
    metadata: {},
    amount,
    balance_transactions: withdrawal ? [withdrawal.id] : [],
    charge: charge.id,
    currency: charge.currency,
    evidence: {},
    due_by: context.now + RESPONSE_TIME,
    has_evidence: false,
    submission_count: 0,
    payment_intent: charge.payment_intent,
    card_brand: charge.card?.brand ?? null,
    reason: isInquiry ? 'general' : reason,
    status: isInquiry ? 'warning_needs_response' : 'needs_response',
  })
  emit(context, 'charge.dispute.created', 'dispute', dispute)
  if (withdrawal) emit(context, 'charge.dispute.funds_withdrawn', 'dispute', dispute)
  return dispute
}

/** Whether the bank has yet to decide. */
export function isOpen(dispute: DisputeRecord): boolean {
  return !['won', 'lost', 'warning_closed'].includes(dispute.status)
}

/** Ends a dispute. A won one gives the money back, but not the fee. */
export function closeDispute(context: Context, dispute: DisputeRecord, outcome: 'won' | 'lost'): DisputeRecord {
  if (!isOpen(dispute)) throw invalid('This dispute is already closed')
  const charge = context.store.get('charge', dispute.charge)
  const isInquiry = dispute.status.startsWith('warning_')
  const isReinstated = outcome === 'won' && !isInquiry && charge !== undefined
  const bookings = isReinstated
    ? [bookDispute(context, charge, { id: dispute.id, amount: dispute.amount, isReinstated: true }).id]
    : []
  const closed = save(context, {
    ...dispute,
    balance_transactions: [...dispute.balance_transactions, ...bookings],
    status: isInquiry ? 'warning_closed' : outcome,
  })
  if (isReinstated) emit(context, 'charge.dispute.funds_reinstated', 'dispute', closed)
  emit(context, 'charge.dispute.closed', 'dispute', closed)
  return closed
}

function save(context: Context, dispute: DisputeRecord): DisputeRecord {
  return context.store.put('dispute', dispute)
}
