import { entriesForInvoiceVoided } from '../ledger'
import { nextInvoiceStatus } from '../lifecycle'
import { creditInvoice } from './credit'
import { move, openInvoices } from './standing'
import { post, tell, type SimulatedInvoice, type SimulatedSubscription, type SimulationState } from './state'

/** Ends a subscription; `endsAt` is where its contract ends. */
export function endSubscription(
  state: SimulationState,
  subscription: SimulatedSubscription,
  { endsAt, at, endProration = 'none' }: { endsAt: Date; at: Date; endProration?: 'none' | 'prorate' },
): void {
  move(state, subscription, 'CANCELED', at)
  subscription.facts = { ...subscription.facts, endProration }
  closeContract(subscription, endsAt)
}

/** A first payment that never came: the subscription expires and its invoice is taken back. */
export function expireIncomplete(state: SimulationState, subscription: SimulatedSubscription, at: Date): void {
  for (const invoice of openInvoices(state, subscription)) {
    const touched = invoice.amountPaid > 0n || invoice.amountCredited > 0n
    if (touched) creditInvoice(state, { invoice, request: { amount: 'remaining' }, to: 'balance', at })
    else voidInvoice(state, { subscription, invoice, at })
  }
  move(state, subscription, 'INCOMPLETE_EXPIRED', at)
  closeContract(subscription, at)
}

function voidInvoice(
  state: SimulationState,
  { subscription, invoice, at }: { subscription: SimulatedSubscription; invoice: SimulatedInvoice; at: Date },
): void {
  const { currency } = state.scenario
  const { number: document, total, lines, breakdown } = invoice
  invoice.status = nextInvoiceStatus(invoice.status, 'VOIDED')
  invoice.collectAt = null
  const keys = new Set(lines.map(({ billingKey }) => billingKey))
  subscription.issued = subscription.issued.map((line) =>
    keys.has(line.billingKey) ? { ...line, voided: true } : line,
  )
  tell(state, at, 'invoice_voided', { invoice: document })
  const entries = entriesForInvoiceVoided({ currency, total, lines, breakdown })
  post(state, { at, kind: 'invoice.voided', document, entries })
}

function closeContract(subscription: SimulatedSubscription, endsAt: Date): void {
  subscription.facts = { ...subscription.facts, endsAt }
  subscription.segments = subscription.segments.map((segment) => {
    return segment.to ? segment : { ...segment, to: endsAt > segment.from ? endsAt : segment.from }
  })
  subscription.period = null
  subscription.boundaryAt = null
  subscription.expiresAt = null
  subscription.pending = null
}
