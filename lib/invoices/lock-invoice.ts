import { lockCustomer } from '@/lib/customers/lock-customers'
import type { CustomerRow } from '@/lib/customers/read-customers'
import type { Transaction } from '@/lib/platform/db/client'
import { findCustomerOfInvoice, findInvoiceRow, type InvoiceRow } from './store'

/** Takes the lock of the invoice's customer, and reads the invoice as it then stands. Throws not_found. */
export async function lockInvoice(
  tx: Transaction,
  invoiceId: string,
): Promise<{ invoice: InvoiceRow; customer: CustomerRow }> {
  const customer = await lockCustomer(tx, await findCustomerOfInvoice(tx, invoiceId))
  return { customer, invoice: await findInvoiceRow(invoiceId, tx) }
}
