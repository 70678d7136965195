import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { inTransaction } from '@/lib/platform/db/client'
import { lockCustomer } from './lock-customers'
import type { BillingDetails } from './schemas'
import { updateCustomer, type CustomerRow } from './store'

/**
 * Changes what future invoices state about the buyer; issued ones keep their snapshot. A new VAT id starts unverified.
 * Until VIES has confirmed it, an id counts by its format and checksum alone (`UNKNOWN`), and tax is charged.
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
      vatId,
      vatIdStatus: vatId === before.vatId ? before.vatIdStatus : vatId ? 'UNKNOWN' : 'NONE',
    })
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
