import { nextSubscriptionStatus } from '@/lib/engine/lifecycle'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor, type Actor } from '@/lib/audit/actor'
import { releaseDiscounts } from '@/lib/discounts/release-discounts'
import { listOpenInvoices } from '@/lib/invoices/read-invoices'
import { voidInvoice } from '@/lib/invoices/void-invoice'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import { closeSegment, findContract, updateSubscription } from './store'

/**
 * Gives up a subscription whose first payment never came: its invoice is voided. The customer is locked, and the caller
 * has made sure that no payment is under way.
 */
export async function expireIncomplete(
  tx: Transaction,
  { subscriptionId, actor = systemActor('Expiry'), now }: { subscriptionId: string; actor?: Actor; now: Date },
): Promise<void> {
  const contract = await findContract(subscriptionId, tx)
  if (contract.status !== 'INCOMPLETE') return
  for (const invoice of await listOpenInvoices(tx, subscriptionId))
    await voidInvoice(tx, { invoiceId: invoice.id, actor, now })
  await releaseDiscounts(tx, { subscriptionId, now })
  for (const segment of contract.items)
    if (!segment.to) await closeSegment(tx, segment.id, now > segment.from ? now : segment.from)
  await updateSubscription(tx, subscriptionId, {
    status: nextSubscriptionStatus(contract.status, 'INCOMPLETE_EXPIRED'),
    expiresAt: null,
    renewsAt: null,
    endedAt: now,
    endReason: 'never_paid',
  })
  await recordAudit(tx, now, {
    actor,
    action: 'subscription.expire',
    customerId: contract.customerId,
    target: { type: 'subscription', id: subscriptionId },
  })
  await publishAbout(tx, { customerId: contract.customerId, id: subscriptionId, now }, 'subscription.canceled')
}
