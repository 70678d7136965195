import { db, type Database } from '@/lib/platform/db/client'
import { findGrants } from './store'

export {
  findCustomerGrants as listCreditGrants,
  findMovements as listBalanceMovements,
  findMovementSlice as readMovementSlice,
  findGrant as getCreditGrant,
  findHolders as holdersOfCredit,
  type BalanceMovement,
  type CreditGrantRow,
} from './store'

/** What a customer can pay with: minor units, without what has expired. */
export async function getBalance(
  { customerId, currency, now }: { customerId: string; currency: string; now: Date },
  tx: Database = db,
): Promise<bigint> {
  const grants = await findGrants(tx, { customerId, currency })
  return grants
    .filter(({ expiresAt }) => !expiresAt || expiresAt > now)
    .reduce((sum, { remaining }) => sum + remaining, 0n)
}
