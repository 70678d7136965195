import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { inTransaction } from '@/lib/platform/db/client'
import { checkVatIdJob } from './jobs'
import { lockCustomer } from './lock-customers'
import type { BillingDetails } from './schemas'
import { updateCustomer, type CustomerRow } from './store'

/**
 * Changes what future invoices state about the buyer; issued ones keep their snapshot. A new VAT id starts as UNKNOWN, and
 * VIES is asked about it at once (`check-vat-id`; `vatIdCheckAt` finds it again if the job is lost).
 */
export async function updateBillingDetails({
  customerId,
  details,
  actor,
  now,
}: {
  customerId: string
  details: BillingDetails & { locale?: string; timeZone?: string }
  actor: Actor
  now: Date
}): Promise<CustomerRow> {
  return inTransaction(async (tx) => {
    const before = await lockCustomer(tx, customerId)
    const vatId = details.vatId ?? null
    const after = await updateCustomer(tx, customerId, {
      ...details,
      addressLine2: details.addressLine2 ?? null,
      region: details.region ?? null,
      // A form without the field, as the checkout's, leaves it as it is.
      ...('poNumber' in details ? { poNumber: details.poNumber ?? null } : {}),
      vatId,
      ...(vatId === before.vatId ? {} : unchecked(vatId, now)),
    })
    if (vatId && vatId !== before.vatId) await checkVatIdJob.enqueue(tx, { customerId })
    const changed = Object.keys(details).filter(
      (key) => before[key as keyof CustomerRow] !== after[key as keyof CustomerRow],
    )
    if (changed.length > 0) {
      await recordAudit(tx, now, {
        actor,
        action: 'customer.update_details',
        customerId,
        target: { type: 'customer', id: customerId },
        data: { changed: changed.join(', ') },
      })
    }
    return after
  })
}

/** What is known of an id that VIES was not asked about. */
function unchecked(vatId: string | null, now: Date) {
  return {
    vatIdStatus: vatId ? ('UNKNOWN' as const) : ('NONE' as const),
    vatIdCheckedAt: null,
    vatIdCheckAt: vatId ? now : null,
    vatIdCheckFailures: 0,
  }
}
