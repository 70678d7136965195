import { getCustomer } from '@/lib/customers/read-customers'
import { listCustomersOpenInvoices } from '@/lib/invoices/read-invoices'
import { settleFromBalance } from '@/lib/invoices/settle-from-balance'
import type { Transaction } from '@/lib/platform/db/client'
import { reactToClosed } from './react-to-closed'
import { findPaymentUnderWay } from './store'

/**
 * Pays the customer's open invoices from the balance, the oldest first, but for those that are being paid right now: these
 * get their turn at their next attempt. The customer is locked.
 */
export async function spendBalance(
  tx: Transaction,
  { customerId, now }: { customerId: string; now: Date },
): Promise<void> {
  const customer = await getCustomer(customerId, tx)
  for (const open of await listCustomersOpenInvoices(tx, customerId)) {
    if (await findPaymentUnderWay(tx, open.id)) continue
    const { invoice, closed } = await settleFromBalance(tx, { invoice: open, now })
    if (closed) await reactToClosed(tx, { invoice, customer, now })
  }
}
