import { z } from 'zod'
import type { CustomerRow } from '@/lib/customers/read-customers'
import type { VatIdCheckRow } from '@/lib/tax/read-checks'
import { amountAnswer, currencyAnswer, idAnswer, instantAnswer, toAmount, toInstant, toInstantOrNull } from '../fields'

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
  vatIdCheckedAt: instantAnswer('When VIES last answered about it.').nullable(),
  taxExempt: z.boolean().meta({ description: 'Whether no VAT is charged, by our decision.' }),
  taxExemptReason: z.string().nullable().meta({ description: 'Why: invoices state it.' }),
  collectionMethod: z.enum(['CHARGE_AUTOMATICALLY', 'SEND_INVOICE']),
  paymentTermDays: z.int().meta({ description: 'Days to pay an invoice that is sent.' }),
  poNumber: z.string().nullable(),
  invoiceMemo: z.string().nullable().meta({ description: 'Printed on each invoice.' }),
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
    vatIdCheckedAt: toInstantOrNull(row.vatIdCheckedAt),
    taxExempt: row.taxExempt,
    taxExemptReason: row.taxExemptReason,
    collectionMethod: row.collectionMethod,
    paymentTermDays: row.paymentTermDays,
    poNumber: row.poNumber,
    invoiceMemo: row.invoiceMemo,
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

export const vatIdCheckSchema = z
  .object({
    id: idAnswer('vic', 'the check'),
    vatId: z.string().meta({ example: 'FR40303265045' }),
    requesterVatId: z.string().meta({ description: 'Which of our own ids asked.' }),
    outcome: z
      .enum(['VALID', 'INVALID', 'UNAVAILABLE'])
      .meta({ description: 'UNAVAILABLE: no answer, which says nothing about the id.' }),
    requestIdentifier: z
      .string()
      .nullable()
      .meta({ description: 'VIES’ consultation number: the proof that we asked.' }),
    name: z.string().nullable().meta({ description: 'As registered there, where the state tells.' }),
    address: z.string().nullable(),
    error: z.string().nullable().meta({ description: 'VIES’ code where it did not answer.' }),
    checkedAt: instantAnswer('When.'),
  })
  .meta({ id: 'VatIdCheck' })

export const toVatIdCheck = (check: VatIdCheckRow): z.input<typeof vatIdCheckSchema> => ({
  id: check.id,
  vatId: check.vatId,
  requesterVatId: check.requesterVatId,
  outcome: check.outcome,
  requestIdentifier: check.requestIdentifier,
  name: check.name,
  address: check.address,
  error: check.error,
  checkedAt: toInstant(check.checkedAt),
})
