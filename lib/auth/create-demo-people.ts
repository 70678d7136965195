import { systemActor } from '@/lib/audit/actor'
import type { Database } from '@/lib/platform/db/client'
import { addMember, createUser } from './create-user'
import { DEMO_MEMBERS, DEMO_PASSWORD, DEMO_STAFF } from './demo-logins'
import { hashPassword } from './passwords'

/** Creates the demo's staff, and the members of its customer, in the caller's transaction (the seed's). */
export async function createDemoPeople(
  tx: Database,
  { customerId, now }: { customerId: string; now: Date },
): Promise<void> {
  const actor = systemActor('Demo data')
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  for (const { email, name, role } of DEMO_STAFF) {
    await createUser(tx, { user: { email, name, passwordHash, staffRole: role, emailVerifiedAt: now }, actor, now })
  }
  for (const { email, name, role } of DEMO_MEMBERS) {
    const user = await createUser(tx, { user: { email, name, passwordHash, emailVerifiedAt: now }, actor, now })
    await addMember(tx, { customerId, user, role, actor, now })
  }
}
