import { saveProcessorRef, type CustomerRow } from '@/lib/customers/read-customers'
import { processorFor } from './processors'
import type { ProcessorName } from './processor'

const KEY = { STRIPE: 'stripe', PAYPAL: 'paypal', BANK_TRANSFER: 'bank' } as const

/** The customer's id at the processor, created there and remembered here on first use. Calls the network. */
export async function processorCustomerRef({
  customer,
  processor,
}: {
  customer: Pick<CustomerRow, 'id' | 'name' | 'email' | 'processorRefs'>
  processor: ProcessorName
}): Promise<string> {
  const key = KEY[processor]
  const { id, name, email, processorRefs } = customer
  const known = (processorRefs as Record<string, string>)[key] ?? null
  const ref = await processorFor(processor).ensureCustomer({ id, name, email, ref: known })
  return ref === known ? ref : saveProcessorRef({ customerId: id, key, ref })
}
