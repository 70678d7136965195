import { z } from 'zod'
import { getBalance } from '@/lib/balance/read-balance'
import { createCustomer as createUseCase } from '@/lib/customers/create-customer'
import { getCustomer as readCustomer } from '@/lib/customers/read-customers'
import { billingDetailsSchema, localeSchema } from '@/lib/customers/schemas'
import { updateBillingDetails } from '@/lib/customers/update-billing-details'
import { inTransaction } from '@/lib/platform/db/client'
import { customerOf, filterByCustomer } from '../caller'
import { defineEndpoint } from '../endpoint'
import { currencySchema, customerIdSchema, textSchema } from '../fields'
import { findCustomerSlice } from '../lists-store'
import { pageOf, pageQuery, readPage } from '../pages'
import { customerDetailSchema, customerSchema, toCustomer, toCustomerDetail } from '../views/customer-view'

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

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
