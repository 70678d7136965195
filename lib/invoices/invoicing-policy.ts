import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { db, inTransaction, type Database } from '@/lib/platform/db/client'
import { findPolicy, savePolicy, type InvoicingPolicyRow } from './policy-store'

export type { InvoicingPolicyRow } from './policy-store'

/** What holds until staff decide otherwise; docs/TAX.md explains each. */
const DEFAULT_POLICY: InvoicingPolicyRow = {
  graceHours: 0,
  vatIdRecheckDays: 90,
  vatIdTrustDays: 120,
  vatIdHoldDays: 7,
}

export async function getInvoicingPolicy(tx: Database = db): Promise<InvoicingPolicyRow> {
  return (await findPolicy(tx)) ?? DEFAULT_POLICY
}

/** Changes how invoices wait and ids are checked, from now on: drafts keep the instant they have. */
export async function updateInvoicingPolicy({
  policy,
  actor,
  now,
}: {
  policy: InvoicingPolicyRow
  actor: Actor
  now: Date
}): Promise<void> {
  await inTransaction(async (tx) => {
    await savePolicy(tx, policy)
    const target = { type: 'settings', id: 'invoicing_policy' }
    await recordAudit(tx, now, { actor, action: 'settings.update_invoicing_policy', target, data: { ...policy } })
  })
}
