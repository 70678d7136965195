import type { CustomerRow } from '@/lib/customers/read-customers'
import { setDefaultPaymentMethod } from '@/lib/customers/set-default-payment-method'
import { publishAbout } from '@/lib/outbound/publish-about'
import type { Transaction } from '@/lib/platform/db/client'
import { newId } from '@/lib/platform/id'
import type { MethodDescription, ProcessorName } from './processor'
import { upsertMethod, type PaymentMethodRow } from './store'

/**
 * Remembers a method the processor stored for this customer; it becomes the default if there is none yet, or if asked.
 * The customer is locked by the caller. A method that belongs to another customer is refused by its unique reference.
 */
export async function keepMethod(
  tx: Transaction,
  input: {
    customer: CustomerRow
    processor: ProcessorName
    method: MethodDescription
    makeDefault: boolean
    now: Date
  },
): Promise<PaymentMethodRow> {
  const { customer, processor, method, makeDefault, now } = input
  const kept = await upsertMethod(tx, {
    id: newId('pm'),
    customerId: customer.id,
    processor,
    createdAt: now,
    ...method,
  })
  if (kept.customerId !== customer.id) throw new Error(`Payment method ${kept.id} belongs to another customer.`)
  const isDefault = customer.defaultPaymentMethodId === kept.id
  if (!isDefault && !kept.removedAt && (makeDefault || customer.defaultPaymentMethodId === null)) {
    await setDefaultPaymentMethod(tx, { customerId: customer.id, methodId: kept.id })
  }
  if (kept.createdAt.getTime() === now.getTime())
    await publishAbout(tx, { customerId: customer.id, id: kept.id, now }, 'payment_method.attached')
  return kept
}

/** "Visa ending in 4242", as emails, invoices and screens name a method. */
export function describeMethod(method: Pick<PaymentMethodRow, 'type' | 'brand' | 'last4'>): string {
  const kind = method.type === 'sepa_debit' ? 'SEPA Direct Debit' : titleCase(method.brand ?? method.type)
  return method.last4 ? `${kind} ending in ${method.last4}` : kind
}

const titleCase = (text: string) => text.replaceAll('_', ' ').replace(/\b\w/g, (letter) => letter.toUpperCase())
