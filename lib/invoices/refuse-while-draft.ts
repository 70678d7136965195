import type { Database } from '@/lib/platform/db/client'
import { conflict } from '@/lib/platform/errors'
import { hasDraft } from './draft-store'

/** A credit is taken from an invoice that was issued: while one of the subscription is a draft there is none to take. */
export async function refuseWhileDraft(tx: Database, subscriptionId: string): Promise<void> {
  if (await hasDraft(tx, subscriptionId)) {
    throw conflict(
      'invoice_in_draft',
      'The last invoice is not final yet, because we wait for late usage or for your VAT id to be confirmed. Try again then.',
    )
  }
}
