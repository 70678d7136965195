import { reminderStep, type ReminderStep } from '@/lib/engine/reminders'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor } from '@/lib/audit/actor'
import type { InvoiceRow } from '@/lib/invoices/read-invoices'
import { scheduleReminder } from '@/lib/invoices/record-payment'
import type { Transaction } from '@/lib/platform/db/client'
import { getDunningPolicy } from './dunning-policy'
import { findDunning, saveDunning } from './store'

/**
 * The next step for a sent invoice that is overdue: plans it by the policy of today, and records the reminder whose turn it
 * is, which the caller then sends. Held or over, nothing is planned. The customer is locked by the caller.
 */
export async function recordReminder(
  tx: Transaction,
  { invoice, now }: { invoice: InvoiceRow; now: Date },
): Promise<ReminderStep> {
  const { id: invoiceId, customerId } = invoice
  const { reminderDays, giveUpDays } = await getDunningPolicy(tx)
  const before = await findDunning(invoiceId, tx)
  if (before?.endedAt || before?.pausedAt) {
    await scheduleReminder(tx, { invoiceId, remindAt: null })
    return { level: null, nextAt: null, giveUpAt: null }
  }
  const step = reminderStep({
    reminderDays,
    giveUpDays,
    dueAt: invoice.dueAt ?? now,
    sent: before?.attempts ?? 0,
    lastSentAt: before?.lastFailedAt ?? null,
    now,
  })
  const { level, nextAt, giveUpAt } = step
  await scheduleReminder(tx, { invoiceId, remindAt: nextAt })
  if (level === null && !before) return step
  await saveDunning(tx, {
    invoiceId,
    customerId,
    attempts: level ?? before!.attempts,
    nextAttemptAt: nextAt,
    stop: nextAt ? null : 'EXHAUSTED',
    giveUpAt,
    startedAt: now,
    lastFailedAt: level === null ? before!.lastFailedAt : now,
    lastFailure: null,
  })
  if (level === null) return step
  await recordAudit(tx, now, {
    actor: systemActor('Dunning'),
    action: 'dunning.remind',
    customerId,
    target: { type: 'invoice', id: invoiceId },
    data: { invoice: invoice.number, level },
  })
  return step
}
