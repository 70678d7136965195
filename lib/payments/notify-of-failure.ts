import type { CustomerRow } from '@/lib/customers/read-customers'
import type { FailureOutcome } from '@/lib/dunning/record-failure'
import { amountDue } from '@/lib/invoices/amount-due'
import { subscriptionsOf, type InvoiceRow } from '@/lib/invoices/read-invoices'
import { queueNotification } from '@/lib/notifications/queue-notification'
import type { Transaction } from '@/lib/platform/db/client'
import { payUrl } from '@/lib/invoices/pay-url'

interface FailureNotice {
  invoice: InvoiceRow
  customer: CustomerRow
  outcome: FailureOutcome
  /** What failed: the same is told once. */
  dedupeKey: string
  /** In the processor's words: a code, the bank's reason, and a sentence that may be shown. */
  failure: { code: string | null; declineCode?: string | null; message: string | null }
  now: Date
}

/**
 * Tells the customer of a failed attempt, with the way to pay in person: what happens next and when it ends. Where the
 * bank wants the customer (3-D Secure) it says so. After the last attempt the final action speaks for itself.
 */
export async function notifyOfFailure(
  tx: Transaction,
  { invoice, customer, outcome, dedupeKey, failure, now }: FailureNotice,
): Promise<void> {
  const ends = outcome.finalAction !== 'LEAVE' && (await subscriptionsOf(tx, invoice)).length > 0
  if (outcome.stop === 'exhausted' && ends) return
  const envelope = { recipient: customer.email, locale: customer.locale, customerId: customer.id }
  const facts = {
    invoiceId: invoice.id,
    invoiceNumber: invoice.number ?? '',
    total: amountDue(invoice).toString(),
    currency: invoice.currency,
    customerName: customer.name,
    payUrl: payUrl(invoice.id),
    endsAt: ends ? (outcome.giveUpAt?.toISOString() ?? null) : null,
  }
  if (outcome.stop === 'action_required') {
    await queueNotification(tx, now, {
      kind: 'payment_action_needed',
      dedupeKey: `payment_action_needed:${dedupeKey}`,
      ...envelope,
      data: facts,
    })
    return
  }
  await queueNotification(tx, now, {
    kind: 'payment_failed',
    dedupeKey: `payment_failed:${dedupeKey}`,
    ...envelope,
    data: {
      ...facts,
      reasonCode: failure.declineCode ?? failure.code,
      reason: failure.message ?? 'The payment was refused.',
      nextAttemptAt: outcome.retryAt?.toISOString() ?? null,
    },
  })
}
