import { dunningStep, type DunningState, type DunningStepInput, type DunningStop } from '@/lib/engine/dunning'
import type { InvoiceRow } from '@/lib/invoices/read-invoices'
import { scheduleCollection } from '@/lib/invoices/record-payment'
import type { Transaction } from '@/lib/platform/db/client'
import { getDunningPolicy, type DunningPolicyRow } from './dunning-policy'
import { giveUpInvoiceJob } from './jobs'
import { findDunning, saveDunning, type DunningRow } from './store'

const STOPS: Record<DunningStop, NonNullable<DunningRow['stop']>> = {
  hard_decline: 'HARD_DECLINE',
  action_required: 'ACTION_REQUIRED',
  no_method: 'NO_METHOD',
  exhausted: 'EXHAUSTED',
}

export interface FailureOutcome {
  /** When it is tried again, if it is. */
  retryAt: Date | null
  /** When the final action is taken, if nothing else happens. */
  giveUpAt: Date | null
  stop: DunningStop | null
  finalAction: DunningPolicyRow['finalAction']
}

/**
 * An attempt to collect an open invoice failed: plans the next one, or the final action, by the policy of today. Where
 * dunning was over already (a late try with a new card), it stays over. An invoice that was sent is reminded of: a try that
 * failed changes nothing of that. The customer is locked by the caller.
 */
export async function recordFailure(
  tx: Transaction,
  {
    invoice,
    now,
    ...attempt
  }: Pick<DunningStepInput, 'failure' | 'onSession' | 'attemptedAt'> & { invoice: InvoiceRow; now: Date },
): Promise<FailureOutcome> {
  const policy = await getDunningPolicy(tx)
  const before = await findDunning(invoice.id, tx)
  if (invoice.collectionMethod === 'SEND_INVOICE') {
    await scheduleCollection(tx, { invoiceId: invoice.id, collectAt: null })
    return { retryAt: null, giveUpAt: before?.giveUpAt ?? null, stop: null, finalAction: policy.sentFinalAction }
  }
  const { finalAction } = policy
  if (before?.endedAt) {
    await scheduleCollection(tx, { invoiceId: invoice.id, collectAt: null })
    return { retryAt: null, giveUpAt: null, stop: null, finalAction }
  }
  const state = dunningStep({
    ...attempt,
    policy,
    before: before && stateOf(before),
    finalizedAt: invoice.finalizedAt ?? now,
    failedAt: now,
  })
  const { failure } = attempt
  await saveDunning(tx, {
    invoiceId: invoice.id,
    customerId: invoice.customerId,
    attempts: state.attempts,
    nextAttemptAt: state.nextAttemptAt,
    stop: state.stop && STOPS[state.stop],
    giveUpAt: state.giveUpAt,
    startedAt: now,
    lastFailedAt: now,
    lastFailure: failure === 'no_method' ? 'no_payment_method' : (failure.declineCode ?? failure.code),
  })
  const retryAt = before?.pausedAt ? null : state.nextAttemptAt
  await scheduleCollection(tx, { invoiceId: invoice.id, collectAt: retryAt })
  if (state.giveUpAt && state.giveUpAt <= now && !before?.pausedAt)
    await giveUpInvoiceJob.enqueue(tx, { invoiceId: invoice.id })
  return { retryAt, giveUpAt: state.giveUpAt, stop: state.stop, finalAction }
}

function stateOf({ attempts, nextAttemptAt, stop, giveUpAt }: DunningRow): DunningState {
  return { attempts, nextAttemptAt, stop: stop && (stop.toLowerCase() as DunningStop), giveUpAt }
}
