import { entriesForInvoiceVoided } from '@/lib/engine/ledger'
import { nextInvoiceStatus } from '@/lib/engine/lifecycle'
import { earnedPartOfCredit } from '@/lib/engine/revenue'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { paidFromBalance, releaseBalance } from '@/lib/balance/apply-balance'
import { postTransactions } from '@/lib/ledger/post-transactions'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { amountPayable } from './amount-due'
import { recoverBadDebt } from './mark-uncollectible'
import { findInvoice, releaseLines, updateInvoice } from './store'

/**
 * Takes an unpaid invoice back; its number stays, its lines may be billed again unless they are given up. What the balance paid of it goes
 * back there. The customer is locked by the caller, and no payment may be under way. Throws invoice_has_payments when something was paid or credited.
 */
export async function voidInvoice(
  tx: Transaction,
  {
    invoiceId,
    reason,
    givenUp = false,
    actor,
    now,
  }: {
    invoiceId: string
    /** What it billed counts as billed and credited, so that no later change in its period bills it again. */
    givenUp?: boolean
    /** In the words of who did it. */
    reason?: string
    actor: Actor
    now: Date
  },
): Promise<void> {
  const invoice = await findInvoice(invoiceId, tx)
  if (invoice.status === 'VOID') return
  const fromBalance = await paidFromBalance(tx, invoiceId)
  if (invoice.amountPaid > 0n || invoice.amountCredited > fromBalance) {
    throw conflict(
      'invoice_has_payments',
      'Something was paid or credited on this invoice: issue a credit note instead.',
    )
  }
  if (fromBalance > 0n) {
    const { customerId, currency } = invoice
    await releaseBalance(tx, { invoiceId, customerId, currency, now })
  }
  await updateInvoice(tx, invoiceId, {
    amountCredited: 0n,
    status: nextInvoiceStatus(invoice.status, 'VOIDED'),
    voidedAt: now,
    collectAt: null,
  })
  if (!givenUp) await releaseLines(tx, invoiceId)
  // Given up before: the claim comes back first, as voiding takes all of it back.
  if (invoice.status === 'UNCOLLECTIBLE') await recoverBadDebt(tx, { invoice, amount: amountPayable(invoice), now })
  const lines = invoice.lines.map(({ amount, from, to }) => ({ netAmount: amount, from, to }))
  await postTransactions(tx, now, [
    {
      kind: 'invoice.voided',
      sourceId: invoiceId,
      customerId: invoice.customerId,
      entries: entriesForInvoiceVoided({
        currency: invoice.currency,
        total: invoice.total,
        lines,
        recognizedAmount: lines.reduce(
          (sum, line) => sum + earnedPartOfCredit({ line, creditedBefore: 0n, credit: line.netAmount, at: now }),
          0n,
        ),
        breakdown: invoice.taxes.map(({ country, tax }) => ({ country, taxAmount: tax })),
      }),
    },
  ])
  await recordAudit(tx, now, {
    actor,
    action: 'invoice.void',
    customerId: invoice.customerId,
    target: { type: 'invoice', id: invoiceId },
    data: { number: invoice.number, total: invoice.total.toString(), ...(reason ? { reason } : {}) },
  })
  await publishAbout(tx, { customerId: invoice.customerId, id: invoiceId, now }, 'invoice.voided')
}
