import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import type { Database } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import { insertCustomer, type CustomerRow } from './store'

export interface NewCustomer {
  name: string
  email: string
  locale?: string
  timeZone?: string
  currency?: string
}

/** Creates a customer in the caller's transaction (sign-up makes the user, its membership and the customer at once). */
export async function createCustomer(
  tx: Database,
  { customer, actor, now }: { customer: NewCustomer; actor: Actor; now: Date },
): Promise<CustomerRow> {
  const row = await insertCustomer(tx, { id: newId('cus'), createdAt: now, ...customer })
  await recordAudit(tx, now, {
    actor,
    action: 'customer.create',
    customerId: row.id,
    target: { type: 'customer', id: row.id },
    data: { name: row.name },
  })
  return row
}
