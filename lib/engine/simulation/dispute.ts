import { EngineError } from '../errors'
import { entriesForDisputeFee, entriesForDisputeLost, entriesForDisputeOpened, entriesForDisputeWon } from '../ledger'
import type { SimulationEvent } from './scenario'
import { post, tell, type SimulatedDispute, type SimulatedInvoice, type SimulationState } from './state'

/** The dispute about an invoice that is open, or was lost: what it took cannot be refunded. */
export const disputeOf = ({ disputes }: SimulationState, { number }: SimulatedInvoice): SimulatedDispute | undefined =>
  disputes.find(({ invoice, status }) => invoice === number && status !== 'WON')

/**
 * A bank withdraws a payment (with a fee that the processor keeps), gives it back or keeps it. The invoice stays paid.
 * Throws `invoice_unknown`, `nothing_to_dispute`, `payment_disputed`, `dispute_not_open`, `dispute_above_payment`.
 */
export function dispute(state: SimulationState, event: SimulationEvent & { type: 'dispute' }): void {
  const { at, outcome } = event
  const invoice = state.invoices[event.invoice - 1]
  if (!invoice)
    throw new EngineError('invoice_unknown', `There is no invoice ${event.invoice} at this time.`, {
      invoice: event.invoice,
    })
  if (outcome === 'opened') return open(state, { invoice, event })
  const found = state.disputes.find((each) => each.invoice === invoice.number && each.status === 'OPEN')
  if (!found) throw new EngineError('dispute_not_open', `No payment of ${invoice.number} is disputed.`)
  found.status = outcome === 'won' ? 'WON' : 'LOST'
  const money = { processor: found.processor, currency: state.scenario.currency, amount: found.amount }
  tell(state, at, `dispute_${outcome}`, { invoice: invoice.number, amount: found.amount.toString() })
  const entries = outcome === 'won' ? entriesForDisputeWon(money) : entriesForDisputeLost(money)
  post(state, { at, kind: `dispute.${outcome}`, document: invoice.number, entries })
}

function open(
  state: SimulationState,
  { invoice, event }: { invoice: SimulatedInvoice; event: SimulationEvent & { type: 'dispute' } },
): void {
  const { at, fee } = event
  const payment = state.payments.findLast(
    (each) => each.invoice === invoice.number && each.status === 'SUCCEEDED' && each.processor !== 'bank_transfer',
  )
  if (!payment)
    throw new EngineError('nothing_to_dispute', `No payment of ${invoice.number} can be withdrawn.`, {
      invoice: invoice.number,
    })
  if (disputeOf(state, invoice))
    throw new EngineError('payment_disputed', 'This payment is disputed already.', { invoice: invoice.number })
  const left = payment.amount - invoice.amountRefunded
  const amount = event.amount ?? left
  if (amount > left || amount <= 0n)
    throw new EngineError('dispute_above_payment', 'A dispute is about what was paid and not refunded.')
  const { processor } = payment
  const { currency } = state.scenario
  const document = invoice.number
  state.disputes.push({ invoice: document, processor, amount, fee, status: 'OPEN', openedAt: at })
  tell(state, at, 'dispute_opened', { invoice: document, amount: amount.toString() })
  post(state, {
    at,
    kind: 'dispute.opened',
    document,
    entries: entriesForDisputeOpened({ processor, currency, amount }),
  })
  if (fee > 0n) {
    const entries = entriesForDisputeFee({ processor, currency, amount: fee })
    post(state, { at, kind: 'dispute.fee', document, entries })
  }
}
