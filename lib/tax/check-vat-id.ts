import { afterVatIdCheck } from '@/lib/engine/vat-id'
import { recordAudit } from '@/lib/audit/record-audit'
import { systemActor, type Actor } from '@/lib/audit/actor'
import { lockCustomer } from '@/lib/customers/lock-customers'
import { getCustomer, type CustomerRow } from '@/lib/customers/read-customers'
import { recordVatIdState } from '@/lib/customers/record-vat-id-state'
import { getInvoicingPolicy } from '@/lib/invoices/invoicing-policy'
import { releaseHeldInvoices } from '@/lib/invoices/release-held-invoices'
import { inTransaction } from '@/lib/platform/db/client'
import { lookUpVatId } from './look-up-vat-id'

/**
 * Asks VIES about the customer's VAT id and draws the consequence: the status, when to ask again, and invoices that waited
 * for the answer go out. Only if due, unless `even_if_not_due`. The call is made before the transaction: if the id was
 * changed meanwhile, only the evidence stays. Returns the customer as it then is.
 */
export async function checkVatId({
  customerId,
  when = 'if_due',
  timeoutMs,
  actor = systemActor('VIES'),
  now,
}: {
  customerId: string
  when?: 'if_due' | 'even_if_not_due'
  timeoutMs?: number
  actor?: Actor
  now: Date
}): Promise<CustomerRow> {
  const asked = await getCustomer(customerId)
  const { vatId } = asked
  const isDue = asked.vatIdCheckAt !== null && asked.vatIdCheckAt <= now
  if (!vatId || (when === 'if_due' && !isDue)) return asked
  // A new id may have been answered while it was typed; one that is asked about again needs a new answer.
  const reuse = when === 'if_due' && asked.vatIdCheckedAt === null
  const check = await lookUpVatId({ customerId, vatId, now, timeoutMs, reuse })
  return inTransaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId)
    if (customer.vatId !== vatId) return customer
    if (!check) return recordVatIdState(tx, customer, { ...stateOf(customer), checkAt: null })
    const policy = await getInvoicingPolicy(tx)
    const after = afterVatIdCheck(stateOf(customer), {
      outcome: check.outcome,
      now: check.checkedAt,
      policy: { recheckDays: policy.vatIdRecheckDays, trustDays: policy.vatIdTrustDays },
    })
    const updated = await recordVatIdState(tx, customer, after)
    if (after.status !== customer.vatIdStatus) {
      await recordAudit(tx, now, {
        actor,
        action: 'customer.vat_id_checked',
        customerId,
        target: { type: 'customer', id: customerId },
        data: { vatId, from: customer.vatIdStatus, to: after.status, consultation: check.requestIdentifier },
      })
    }
    if (after.status !== 'UNKNOWN') await releaseHeldInvoices(tx, { customerId, now })
    return updated
  })
}

function stateOf({ vatIdStatus, vatIdCheckedAt, vatIdCheckAt, vatIdCheckFailures }: CustomerRow) {
  return {
    status: vatIdStatus,
    checkedAt: vatIdCheckedAt,
    checkAt: vatIdCheckAt,
    failures: vatIdCheckFailures,
  }
}
