import { getLegalEntity } from '@/lib/catalog/read-catalog'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { listDiscounts } from '@/lib/discounts/read-discounts'
import { groupBy } from '@/lib/engine/group'
import { computeInvoice } from '@/lib/invoices/compute-invoice'
import type { DraftLine } from '@/lib/invoices/draft'
import { issueInvoices, type IssuedInvoice } from '@/lib/invoices/issue-invoices'
import { listIssuedLines, type InvoiceWithLines } from '@/lib/invoices/read-invoices'
import type { Transaction } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { computeBilling } from './compute-billing'
import { loadUsage } from './contract-usage'
import { relinkCycles } from './lifecycle-store'
import { findContract } from './store'

/**
 * Bills anew what a voided invoice billed: the difference between what should be and what still is, from its first cycle
 * on, with the customer's address, VAT id and terms of today. The customer is locked. Throws nothing_to_bill_again when no
 * charge is left, or what is left is a credit.
 */
export async function billAgain(
  tx: Transaction,
  { voided, customer, now }: { voided: InvoiceWithLines; customer: CustomerRow; now: Date },
): Promise<IssuedInvoice> {
  const bySubscription = groupBy(voided.lines, ({ subscriptionId }) => subscriptionId ?? '')
  const lines: DraftLine[] = []
  for (const [subscriptionId, parts] of bySubscription)
    lines.push(...(subscriptionId ? await linesOf(tx, { subscriptionId, parts, customer }) : parts.map(writtenByHand)))
  const seller = await getLegalEntity(tx)
  if (lines.length === 0 || computeInvoice({ lines, seller, customer, at: now }).total < 0n)
    throw conflict('nothing_to_bill_again', 'Nothing is left to be billed again: void the invoice instead.')
  const { subscriptionId, reason, memo, poNumber, collectionMethod, paymentTermDays } = voided
  const [invoice] = await issueInvoices(tx, {
    drafts: [
      {
        customerId: customer.id,
        subscriptionId,
        reason,
        lines,
        collect: 'automatically',
        // What was written on this one invoice stays; what came from the customer's terms is as they are today.
        memo: customer.invoiceMemo ?? memo,
        poNumber: customer.poNumber ?? poNumber,
        terms: reason === 'MANUAL' ? { collectionMethod, paymentTermDays } : undefined,
      },
    ],
    customers: new Map([[customer.id, customer]]),
    now,
  })
  // Not those of its lines: what changed within a cycle is on an invoice of its own.
  await relinkCycles(tx, { from: voided.id, to: invoice!.id })
  return invoice!
}

type Line = InvoiceWithLines['lines'][number]

async function linesOf(
  tx: Transaction,
  { subscriptionId, parts, customer }: { subscriptionId: string; parts: Line[]; customer: CustomerRow },
): Promise<DraftLine[]> {
  const contract = await findContract(subscriptionId, tx)
  const fromCycle = Math.min(...parts.map(({ cycleIndex }) => cycleIndex ?? 0))
  const starts = parts.flatMap(({ from }) => from ?? [])
  const since = new Date(Math.min(...starts.map(Number)))
  const at = contract.endedAt ?? contract.currentPeriodStart
  const { lines } = computeBilling({
    contract,
    issued: await listIssuedLines(tx, [{ id: subscriptionId, fromCycle }]),
    discounts: (await listDiscounts(tx, [subscriptionId])).get(subscriptionId),
    usage: (await loadUsage(tx, [{ customerId: customer.id, contract, at, since }])).get(contract.id),
    billThrough: at,
    billSince: since,
    locale: customer.locale,
  })
  return lines
}

/** What no contract tells is billed as it was written. */
function writtenByHand({ pricedAmount, discounts, explanation, ...line }: Line): DraftLine {
  return {
    ...line,
    amount: pricedAmount,
    discounts: (discounts as { discountId: string; amount: string }[]).map(({ discountId, amount }) => ({
      discountId,
      amount: BigInt(amount),
    })),
    explanation: explanation as DraftLine['explanation'],
  }
}
