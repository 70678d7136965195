import { applyBalance } from '../balance'
import { entriesForBalanceApplied } from '../ledger'
import { amountDue, closeInvoice } from './amount-due'
import { isUnderWay, subscriptionsPaid } from './standing'
import { post, tell, type SimulatedInvoice, type SimulationState } from './state'

/** The customer's credit pays what it can of an invoice, oldest grant first. */
export function payFromBalance(state: SimulationState, invoice: SimulatedInvoice, at: Date): void {
  const { applied, amountApplied } = applyBalance({ amountDue: amountDue(invoice), grants: state.grants, at })
  if (amountApplied <= 0n) return
  for (const { grantId, amount } of applied) {
    const grant = state.grants.find(({ id }) => id === grantId)
    if (grant) grant.remaining -= amount
  }
  invoice.amountPaid += amountApplied
  invoice.amountFromBalance += amountApplied
  tell(state, at, 'balance_applied', { invoice: invoice.number, amount: amountApplied.toString() })
  const entries = entriesForBalanceApplied({ currency: state.scenario.currency, amount: amountApplied })
  post(state, { at, kind: 'balance.applied', document: invoice.number, entries })
  if (amountDue(invoice) === 0n) closeInvoice(invoice, at)
}

/** Credit that was given pays the open invoices, the oldest first, but for those that are being paid right now. */
export function spendBalance(state: SimulationState, at: Date): void {
  for (const invoice of state.invoices) {
    if (invoice.status !== 'OPEN' || isUnderWay(state, invoice)) continue
    payFromBalance(state, invoice, at)
    if (amountDue(invoice) === 0n) subscriptionsPaid(state, invoice, at)
  }
}
