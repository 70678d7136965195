import type { Transaction } from '@/lib/platform/db/client'
import { notFound } from '@/lib/platform/errors'
import { lockCustomerRows, type CustomerRow } from './store'

/** Takes the lock that everything which moves this customer's money takes first (DESIGN §8). Throws not_found. */
export async function lockCustomer(tx: Transaction, customerId: string): Promise<CustomerRow> {
  const customer = (await lockCustomerRows(tx, [customerId])).get(customerId)
  if (!customer) throw notFound('customer', customerId)
  return customer
}

/** The same for many, in id order. */
export function lockCustomers(tx: Transaction, customerIds: string[]): Promise<Map<string, CustomerRow>> {
  return lockCustomerRows(tx, [...new Set(customerIds)])
}
