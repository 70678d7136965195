import { systemActor } from '@/lib/audit/actor'
import type { CustomerRow } from '@/lib/customers/read-customers'
import type { DraftLine } from '@/lib/invoices/draft'
import type { Transaction } from '@/lib/platform/db/client'
import { getBillingPolicy } from './billing-policy'
import { usageSince } from './contract-usage'
import { computeSettlement, settleOnInvoice } from './settle-contract'
import { updateSubscription, type SubscriptionContract } from './store'

/**
 * Renews one subscription whose last period still has a difference to settle (a change with `next_period`), or that begins
 * to be billed at this instant, or whose use was corrected by more than is charged. Apart from the set-based path because it
 * looks back, and because the sum may be a credit: credit notes carry that. Returns the lines for the customer's invoice of this instant, which is to have `invoiceId`.
 */
export async function renewWithDifference(
  tx: Transaction,
  {
    contract,
    customer,
    invoiceId,
    now,
  }: { contract: SubscriptionContract; customer: CustomerRow; invoiceId: string; now: Date },
): Promise<DraftLine[]> {
  const at = contract.currentPeriodEnd
  const since = contract.settlesSince ?? at
  const period = { start: contract.currentPeriodStart, end: at }
  const { lateUsageDays } = await getBillingPolicy(tx)
  const counted = usageSince({ at, period, lateUsageDays })
  const settlement = await computeSettlement(tx, {
    contract,
    customer,
    at,
    since,
    usageSince: counted,
    evenDisputed: true,
  })
  await settleOnInvoice(tx, {
    settlement,
    subscriptionId: contract.id,
    invoiceId: settlement.invoiceLines.length > 0 ? invoiceId : null,
    creditReason: 'plan_changed',
    actor: systemActor('Renewal'),
    now,
  })
  const cycle = settlement.cycles.at(-1)
  if (!cycle || cycle.start.getTime() !== at.getTime())
    throw new Error(`Subscription ${contract.id} has no cycle that starts at ${at.toISOString()}.`)
  await updateSubscription(tx, contract.id, {
    currentPeriodStart: cycle.start,
    currentPeriodEnd: cycle.end,
    renewsAt: cycle.end,
  })
  return settlement.invoiceLines
}
