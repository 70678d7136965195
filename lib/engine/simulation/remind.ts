import { reminderStep } from '../reminders'
import { takeFinalAction } from './give-up'
import { move, subscriptionsOf } from './standing'
import { tell, type SimulatedInvoice, type SimulationState } from './state'

const GIVE_UP_AFTER_DAYS = 14

/**
 * Looks at an invoice that was sent: a reminder that is due goes out, and makes what it bills past due; after the last the
 * final action for sent invoices comes. What is due next is kept with the invoice.
 */
export function remind(state: SimulationState, invoice: SimulatedInvoice, at: Date): void {
  const { collection } = state.scenario.policy
  const { dueAt, reminders } = invoice
  if (!collection || !dueAt) return
  const { sent = 0, lastSentAt = null, giveUpAt = null } = reminders ?? {}
  if (giveUpAt && giveUpAt <= at) {
    invoice.reminders = { sent, lastSentAt, nextAt: null, giveUpAt: null }
    takeFinalAction(state, invoice, { at, action: collection.finalAction })
    return
  }
  const { reminderDays } = collection
  const step = reminderStep({ reminderDays, giveUpDays: GIVE_UP_AFTER_DAYS, dueAt, sent, lastSentAt, now: at })
  const { level, nextAt } = step
  invoice.reminders = {
    sent: level ?? sent,
    lastSentAt: level === null ? lastSentAt : at,
    nextAt,
    giveUpAt: step.giveUpAt,
  }
  if (level === null) return
  tell(state, at, 'reminder_sent', { invoice: invoice.number, level: String(level) })
  for (const subscription of subscriptionsOf(state, invoice)) move(state, subscription, 'PAYMENT_FAILED', at)
}
