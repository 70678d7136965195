import { EngineError } from '../errors'
import { nextSubscriptionStatus, type SubscriptionEvent } from '../lifecycle'
import { tell, type SimulatedInvoice, type SimulatedSubscription, type SimulationState } from './state'

const OVER = ['CANCELED', 'INCOMPLETE_EXPIRED']

export const isOver = ({ status }: SimulatedSubscription): boolean => OVER.includes(status)

/**
 * The subscription that an event names, or the first that is not over. Throws `subscription_missing`, and for a named one
 * that is over `subscription_not_live`.
 */
export function chosenSubscription(
  { subscriptions }: SimulationState,
  { subscription: id }: { subscription?: string },
): SimulatedSubscription {
  const chosen = subscriptions.find((each) => (id === undefined ? !isOver(each) : each.id === id))
  if (!chosen) {
    const which = id === undefined ? 'no subscription' : `no subscription “${id}”`
    throw new EngineError('subscription_missing', `There is ${which} at this time.`)
  }
  if (isOver(chosen)) {
    const { status } = chosen
    throw new EngineError('subscription_not_live', `The subscription “${chosen.id}” is over.`, { status })
  }
  return chosen
}

/** Which subscription something happens to: said where there are several to tell apart. */
export const whose = ({ subscriptions }: SimulationState, { id }: SimulatedSubscription): Record<string, string> =>
  subscriptions.some(({ name }) => name) ? { subscription: id } : {}

/** The subscriptions that an invoice bills, the oldest first. */
export function subscriptionsOf(
  { subscriptions }: SimulationState,
  { lines }: SimulatedInvoice,
): SimulatedSubscription[] {
  const ids = new Set(lines.map(({ subscriptionId }) => subscriptionId))
  return subscriptions.filter(({ id }) => ids.has(id))
}

export const bills = ({ lines }: SimulatedInvoice, { id }: SimulatedSubscription): boolean =>
  lines.some(({ subscriptionId }) => subscriptionId === id)

export const openInvoices = ({ invoices }: SimulationState, subscription: SimulatedSubscription): SimulatedInvoice[] =>
  invoices.filter((invoice) => invoice.status === 'OPEN' && bills(invoice, subscription))

/** Whether money for it is on its way. */
export const isUnderWay = ({ payments, settling }: SimulationState, { number }: SimulatedInvoice): boolean =>
  settling.some((position) => payments[position]?.invoice === number)

/** A transition by the engine's table; told only where it moves. */
export function move(
  state: SimulationState,
  subscription: SimulatedSubscription,
  event: SubscriptionEvent,
  at: Date,
): void {
  const from = subscription.status
  subscription.status = nextSubscriptionStatus(from, event)
  if (subscription.status === from) return
  tell(state, at, 'subscription_status', { subscription: subscription.id, from, to: subscription.status })
}

/** An invoice was paid, or nothing is owed on it any more: what it bills is all right where nothing else is owed. */
export function subscriptionsPaid(state: SimulationState, invoice: SimulatedInvoice, at: Date): void {
  for (const subscription of subscriptionsOf(state, invoice)) {
    if (openInvoices(state, subscription).length > 0) continue
    const before = subscription.status
    move(state, subscription, 'PAYMENT_SUCCEEDED', at)
    if (subscription.status !== before) subscription.expiresAt = null
  }
}
