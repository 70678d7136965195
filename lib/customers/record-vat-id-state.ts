import type { VatIdState } from '@/lib/engine/vat-id'
import type { Database } from '@/lib/platform/db/client'
import { updateCustomer, type CustomerRow } from './store'

/** Writes what is known of the customer's VAT id. The customer is locked by the caller. */
export async function recordVatIdState(
  tx: Database,
  { id }: Pick<CustomerRow, 'id'>,
  { status, checkedAt, checkAt, failures }: VatIdState,
): Promise<CustomerRow> {
  return updateCustomer(tx, id, {
    vatIdStatus: status,
    vatIdCheckedAt: checkedAt,
    vatIdCheckAt: checkAt,
    vatIdCheckFailures: failures,
  })
}
