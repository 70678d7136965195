import type { Database } from '@/lib/platform/db/client'
import { updateCustomer } from './store'

/** Which method automatic charges use; null when none is left. The customer is locked by the caller. */
export async function setDefaultPaymentMethod(
  tx: Database,
  { customerId, methodId }: { customerId: string; methodId: string | null },
): Promise<void> {
  await updateCustomer(tx, customerId, { defaultPaymentMethodId: methodId })
}
