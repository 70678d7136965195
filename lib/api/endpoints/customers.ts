import { z } from 'zod'
import { getBalance } from '@/lib/balance/read-balance'
import { createCustomer as createUseCase } from '@/lib/customers/create-customer'
import { getCustomer as readCustomer } from '@/lib/customers/read-customers'
import { billingDetailsSchema, billingTermsSchema, localeSchema } from '@/lib/customers/schemas'
import { updateBillingDetails } from '@/lib/customers/update-billing-details'
import { updateBillingTerms as updateTermsUseCase } from '@/lib/customers/update-billing-terms'
import { inTransaction } from '@/lib/platform/db/client'
import { invalid } from '@/lib/platform/errors'
import { checkVatId as checkVatIdUseCase } from '@/lib/tax/check-vat-id'
import { customerOf, filterByCustomer } from '../caller'
import { defineEndpoint } from '../endpoint'
import { currencySchema, customerIdSchema, textSchema } from '../fields'
import { findCustomerSlice, findVatIdCheckSlice } from '../lists-store'
import { pageOf, pageQuery, readPage } from '../pages'
import {
  customerDetailSchema,
  customerSchema,
  toCustomer,
  toCustomerDetail,
  toVatIdCheck,
  vatIdCheckSchema,
} from '../views/customer-view'

const params = z.object({ id: customerIdSchema })

async function detailOf(id: string, now: Date) {
  const customer = await readCustomer(id)
  return toCustomerDetail(customer, await getBalance({ customerId: id, currency: customer.currency, now }))
}

export const listCustomers = defineEndpoint({
  method: 'get',
  path: '/customers',
  operationId: 'listCustomers',
  tag: 'Customers',
  summary: 'List customers',
  description: 'A customer’s key finds itself alone.',
  scope: 'customers:read',
  query: z.object({
    ...pageQuery,
    email: z.string().max(254).optional().meta({ description: 'Exactly this address.' }),
  }),
  answer: pageOf(customerSchema, 'Customer'),
  handle: async ({ caller, query }) =>
    readPage({
      query,
      read: (slice) =>
        findCustomerSlice({ customerId: filterByCustomer(caller, undefined), email: query.email }, slice),
      at: ({ createdAt }) => createdAt,
      view: toCustomer,
    }),
})

export const createCustomer = defineEndpoint({
  method: 'post',
  path: '/customers',
  operationId: 'createCustomer',
  tag: 'Customers',
  summary: 'Create a customer',
  description: 'Its address follows by `PATCH /customers/{id}`, before anything is billed.',
  scope: 'customers:write',
  staffOnly: true,
  body: z.strictObject({
    name: textSchema(200),
    email: z.email().max(254),
    locale: localeSchema.default('en').meta({ description: 'The language of invoices and emails.' }),
    timeZone: z
      .string()
      .max(60)
      .refine(isTimeZone, 'No time zone of the IANA')
      .default('Europe/Berlin')
      .meta({ description: 'Decides where billing days begin (IANA).', example: 'Europe/Berlin' }),
    currency: currencySchema.default('EUR'),
  }),
  status: 201,
  answer: customerDetailSchema,
  handle: async ({ caller: { actor }, body, now }) => {
    const row = await inTransaction((tx) => createUseCase(tx, { customer: body, actor, now }))
    return toCustomerDetail(row, 0n)
  },
})

export const getCustomer = defineEndpoint({
  method: 'get',
  path: '/customers/{id}',
  operationId: 'getCustomer',
  tag: 'Customers',
  summary: 'Get a customer',
  scope: 'customers:read',
  params,
  answer: customerDetailSchema,
  handle: async ({ caller, params: { id }, now }) => detailOf(customerOf(caller, id), now),
})

const details = billingDetailsSchema.extend({ locale: localeSchema, isBusiness: z.boolean() })

export const updateCustomer = defineEndpoint({
  method: 'patch',
  path: '/customers/{id}',
  operationId: 'updateCustomer',
  tag: 'Customers',
  summary: 'Change billing details',
  description: `What invoices from now on state about the buyer; issued ones keep theirs. Fields that are left out stay. A first address
has to be complete: \`addressLine1\`, \`postalCode\`, \`city\`, \`country\`. An empty text removes a field that may be empty. A new VAT id is
checked with VIES at once.`,
  scope: 'customers:write',
  params,
  body: z.strictObject(details.partial().shape),
  answer: customerDetailSchema,
  handle: async ({ caller, params: { id }, body, now }) => {
    const customerId = customerOf(caller, id)
    const before = await readCustomer(customerId)
    // What the schema made undefined (an empty text) is taken away; what was not sent stays.
    const kept = Object.fromEntries(
      Object.keys(details.shape).map((key) => [
        key,
        key in body ? body[key as keyof typeof body] : before[key as keyof typeof before],
      ]),
    )
    const complete = details.parse(
      Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, value ?? undefined])),
    )
    await updateBillingDetails({ customerId, details: complete, actor: caller.actor, now })
    return detailOf(customerId, now)
  },
})

export const updateBillingTerms = defineEndpoint({
  method: 'patch',
  path: '/customers/{id}/billing-terms',
  operationId: 'updateBillingTerms',
  tag: 'Customers',
  summary: 'Change how a customer is billed',
  description: `From the next invoice on: charged or sent, with how many days to pay, what is printed on each invoice, and whether
VAT is charged at all. Fields that are left out stay; null removes a text.`,
  scope: 'customers:write',
  staffOnly: true,
  params,
  body: z.strictObject({
    collectionMethod: billingTermsSchema.shape.collectionMethod.optional(),
    paymentTermDays: z.int().min(0).max(120).optional().meta({ description: 'Days to pay an invoice that is sent.' }),
    poNumber: textSchema(100).nullable().optional(),
    invoiceMemo: textSchema(500, 'Printed on each invoice.').nullable().optional(),
    taxExempt: z.boolean().optional(),
    taxExemptReason: textSchema(200, 'With `taxExempt`: invoices state it.').nullable().optional(),
  }),
  answer: customerDetailSchema,
  problems: { tax_exempt_reason_missing: 'The invoice has to say why no VAT is charged.' },
  handle: async ({ caller: { actor }, params: { id }, body, now }) => {
    const { collectionMethod, paymentTermDays, poNumber, invoiceMemo, taxExempt, taxExemptReason } =
      await readCustomer(id)
    const wanted = { collectionMethod, paymentTermDays, poNumber, invoiceMemo, taxExempt, taxExemptReason, ...body }
    const parsed = billingTermsSchema.safeParse(
      Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, value ?? undefined])),
    )
    if (!parsed.success)
      throw invalid('tax_exempt_reason_missing', 'The invoice has to say why no VAT is charged: send taxExemptReason.')
    await updateTermsUseCase({ customerId: id, terms: parsed.data, actor, now })
    return detailOf(id, now)
  },
})

export const checkVatId = defineEndpoint({
  method: 'post',
  path: '/customers/{id}/check-vat-id',
  operationId: 'checkVatId',
  tag: 'Customers',
  summary: 'Ask VIES about the VAT id now',
  description: 'Whether it is due or not. Invoices that waited for the answer go out.',
  scope: 'customers:write',
  staffOnly: true,
  limit: 'costly',
  params,
  answer: customerDetailSchema,
  handle: async ({ caller: { actor }, params: { id }, now }) => {
    await checkVatIdUseCase({ customerId: id, when: 'even_if_not_due', actor, now })
    return detailOf(id, now)
  },
})

export const listVatIdChecks = defineEndpoint({
  method: 'get',
  path: '/customers/{id}/vat-id-checks',
  operationId: 'listVatIdChecks',
  tag: 'Customers',
  summary: 'List what VIES answered',
  description: 'The evidence for charging no VAT: each question that was asked about the customer’s VAT ids.',
  scope: 'customers:read',
  params,
  query: z.object(pageQuery),
  answer: pageOf(vatIdCheckSchema, 'VatIdCheck'),
  handle: async ({ caller, params, query }) => {
    const { id } = await readCustomer(customerOf(caller, params.id))
    return readPage({
      query,
      read: (slice) => findVatIdCheckSlice(id, slice),
      at: ({ checkedAt }) => checkedAt,
      view: toVatIdCheck,
    })
  },
})

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
