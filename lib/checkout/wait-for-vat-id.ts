import { getLegalEntity } from '@/lib/catalog/read-catalog'
import { taxDecisionFor } from '@/lib/invoices/compute-invoice'
import { conflict } from '@/lib/platform/errors'
import { checkVatId } from '@/lib/tax/check-vat-id'

/** Somebody waits: the job asks again at leisure. */
const VIES_WITHIN_MS = 4_000

/**
 * What somebody pays at once is paid as it is shown: so not before VIES answered, where its answer decides the VAT.
 * Throws vat_id_being_checked, billing_address_missing.
 */
export async function waitForVatId({ customerId, now }: { customerId: string; now: Date }): Promise<void> {
  const customer = await checkVatId({ customerId, timeoutMs: VIES_WITHIN_MS, now })
  if (taxDecisionFor({ seller: await getLegalEntity(), customer, at: now }).provisional) {
    throw conflict('vat_id_being_checked', 'Your VAT id could not be confirmed yet. Try again, or go on without it.')
  }
}
