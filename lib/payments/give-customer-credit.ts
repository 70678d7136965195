import { giveCredit, type CreditToGive } from '@/lib/balance/give-credit'
import { inTransaction } from '@/lib/platform/db/client'
import { spendBalance } from './spend-balance'

/** Staff give credit; what is open and not being paid right now is paid from it at once. Throws what `giveCredit` throws. */
export async function giveCustomerCredit(credit: CreditToGive): Promise<{ grantId: string }> {
  return inTransaction(async (tx) => {
    const given = await giveCredit(tx, credit)
    await spendBalance(tx, { customerId: credit.customerId, now: credit.now })
    return given
  })
}
