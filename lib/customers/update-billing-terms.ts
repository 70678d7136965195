import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { inTransaction } from '@/lib/platform/db/client'
import { lockCustomer } from './lock-customers'
import type { BillingTerms } from './schemas'
import { updateCustomer, type CustomerRow } from './store'

/**
 * Changes how a customer is billed from the next invoice on: charged or sent, with how many days to pay, what is printed,
 * and whether VAT is charged. Invoices that were issued, and drafts' texts, stay as they are.
 */
export async function updateBillingTerms({
  customerId,
  terms,
  actor,
  now,
}: {
  customerId: string
  terms: BillingTerms
  actor: Actor
  now: Date
}): Promise<CustomerRow> {
  return inTransaction(async (tx) => {
    await lockCustomer(tx, customerId)
    const { poNumber = null, invoiceMemo = null, taxExempt, taxExemptReason = null, ...collection } = terms
    const reason = taxExempt ? taxExemptReason : null
    const after = { ...collection, poNumber, invoiceMemo, taxExempt, taxExemptReason: reason }
    const row = await updateCustomer(tx, customerId, after)
    await recordAudit(tx, now, {
      actor,
      action: 'customer.update_terms',
      customerId,
      target: { type: 'customer', id: customerId },
      data: after,
    })
    return row
  })
}
