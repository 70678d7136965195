import { entriesForUncollectible } from '../ledger'
import { nextInvoiceStatus } from '../lifecycle'
import { amountDue } from './amount-due'
import { endSubscription } from './end'
import { billNow } from './issue'
import { bills, isOver, isUnderWay, openInvoices, subscriptionsOf } from './standing'
import { post, tell, type SimulatedInvoice, type SimulatedSubscription, type SimulationState } from './state'

/**
 * Nothing more is tried on an invoice: the final action. Every subscription that it bills ends, and with them the attempts on
 * what else is owed for these alone; an invoice that also bills one which goes on keeps its own schedule. What is owed can
 * still be paid. What was used until then is billed. `leave`: they stay past due, and their periods go on.
 */
export function takeFinalAction(
  state: SimulationState,
  invoice: SimulatedInvoice,
  { at, action }: { at: Date; action: 'cancel' | 'mark_uncollectible' | 'leave' },
): void {
  const billed = subscriptionsOf(state, invoice)
  tell(state, at, 'dunning_exhausted', { subscription: billed.map(({ id }) => id).join(', '), action })
  const ending = action === 'leave' ? [] : billed
  const settled = new Set([invoice, ...owedForThese(state, ending)])
  const running = ending.filter((each) => !isOver(each))
  for (const subscription of running) endSubscription(state, subscription, { endsAt: at, at })
  for (const each of state.invoices.filter((one) => settled.has(one))) {
    each.collectAt = null
    each.isGivenUp = true
    if (action === 'mark_uncollectible') writeOff(state, each, at)
  }
  for (const subscription of running)
    billNow(state, { subscription, reason: 'SUBSCRIPTION_CYCLE', at, usageOnly: true })
}

/** Open invoices of these that bill no other which goes on, and that no money is on its way for. */
function owedForThese(state: SimulationState, ending: SimulatedSubscription[]): SimulatedInvoice[] {
  const goOn = state.subscriptions.filter((each) => !ending.includes(each) && !isOver(each))
  return ending
    .flatMap((subscription) => openInvoices(state, subscription))
    .filter((invoice) => !goOn.some((each) => bills(invoice, each)) && !isUnderWay(state, invoice))
}

function writeOff(state: SimulationState, invoice: SimulatedInvoice, at: Date): void {
  const entries = entriesForUncollectible({ currency: state.scenario.currency, amount: amountDue(invoice) })
  post(state, { at, kind: 'invoice.uncollectible', document: invoice.number, entries })
  invoice.status = nextInvoiceStatus(invoice.status, 'MARKED_UNCOLLECTIBLE')
  tell(state, at, 'invoice_uncollectible', { invoice: invoice.number })
}
