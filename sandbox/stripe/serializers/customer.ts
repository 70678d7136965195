import type { Stripe } from 'stripe'
import type { CustomerRecord } from '../../state/records'

export function serializeCustomer(record: CustomerRecord): Stripe.Customer | Stripe.DeletedCustomer {
  if (record.deleted) return { id: record.id, object: 'customer', deleted: true }
  return {
    id: record.id,
    object: 'customer',
    address: record.address,
    balance: record.balance,
    ...(record.business_name === undefined ? {} : { business_name: record.business_name }),
    created: record.created,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: record.description,
    discount: null,
    email: record.email,
    ...(record.individual_name === undefined ? {} : { individual_name: record.individual_name }),
    invoice_prefix: record.invoice_prefix,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: record.default_payment_method,
      footer: record.invoice_footer,
      rendering_options: null,
    },
    livemode: false,
    metadata: record.metadata,
    name: record.name,
    next_invoice_sequence: record.next_invoice_sequence,
    phone: record.phone,
    preferred_locales: record.preferred_locales,
    shipping: record.shipping,
    tax_exempt: record.tax_exempt,
    test_clock: null,
  }
}
