import { z } from 'zod'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { amountAnswer, currencyAnswer, idAnswer, instantAnswer, toAmount, toInstant } from '../fields'

const facts = {
  id: idAnswer('cus', 'the customer'),
  name: z.string(),
  email: z.string().meta({ description: 'Where invoices and notices go.' }),
  isBusiness: z.boolean(),
  addressLine1: z.string().nullable(),
  addressLine2: z.string().nullable(),
  postalCode: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable().meta({ description: 'ISO 3166-1.', example: 'DE' }),
  vatId: z.string().nullable(),
  vatIdStatus: z.enum(['NONE', 'UNKNOWN', 'VALID', 'INVALID']).meta({ description: 'What VIES says of the VAT id.' }),
  collectionMethod: z.enum(['CHARGE_AUTOMATICALLY', 'SEND_INVOICE']),
  paymentTermDays: z.int().meta({ description: 'Days to pay an invoice that is sent.' }),
  poNumber: z.string().nullable(),
  currency: currencyAnswer,
  locale: z.string(),
  timeZone: z.string().meta({ description: 'Decides where billing days begin (IANA).', example: 'Europe/Berlin' }),
  defaultPaymentMethodId: idAnswer('pm', 'the method that automatic charges use').nullable(),
  createdAt: instantAnswer('When it was made.'),
}

export const customerSchema = z.object(facts).meta({ id: 'Customer' })

export const customerDetailSchema = z
  .object({ ...facts, balance: amountAnswer('Credit that pays the next invoices.') })
  .meta({ id: 'CustomerDetail' })

export function toCustomer(row: CustomerRow): z.input<typeof customerSchema> {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    isBusiness: row.isBusiness,
    addressLine1: row.addressLine1,
    addressLine2: row.addressLine2,
    postalCode: row.postalCode,
    city: row.city,
    region: row.region,
    country: row.country,
    vatId: row.vatId,
    vatIdStatus: row.vatIdStatus,
    collectionMethod: row.collectionMethod,
    paymentTermDays: row.paymentTermDays,
    poNumber: row.poNumber,
    currency: row.currency,
    locale: row.locale,
    timeZone: row.timeZone,
    defaultPaymentMethodId: row.defaultPaymentMethodId,
    createdAt: toInstant(row.createdAt),
  }
}

export const toCustomerDetail = (row: CustomerRow, balance: bigint): z.input<typeof customerDetailSchema> => ({
  ...toCustomer(row),
  balance: toAmount(balance),
})
