import { z } from 'zod'
import { withdrawCredit } from '@/lib/balance/end-credit'
import { getCreditGrant as readGrant, readMovementSlice } from '@/lib/balance/read-balance'
import { getCustomer } from '@/lib/customers/read-customers'
import { giveCustomerCredit } from '@/lib/payments/give-customer-credit'
import { customerOf, filterByCustomer, visibleTo } from '../caller'
import { defineEndpoint } from '../endpoint'
import { amountSchema, customerIdSchema, idSchema, instantSchema, ofCustomerSchema, textSchema } from '../fields'
import { findCreditGrantSlice } from '../lists-store'
import { pageOf, pageQuery, readPage } from '../pages'
import { balanceEntrySchema, creditGrantSchema, toBalanceEntry, toCreditGrant } from '../views/balance-view'

const params = z.object({ id: idSchema('crd', 'a grant of credit') })

export const listCreditGrants = defineEndpoint({
  method: 'get',
  path: '/credit-grants',
  operationId: 'listCreditGrants',
  tag: 'Balance',
  summary: 'List credit',
  description:
    'Each source of credit with what is left of it, which is used oldest first. What holds of it is the customer’s `balance`.',
  scope: 'balance:read',
  query: z.object({ ...pageQuery, customerId: ofCustomerSchema }),
  answer: pageOf(creditGrantSchema, 'CreditGrant'),
  handle: async ({ caller, query }) => {
    const customerId = filterByCustomer(caller, query.customerId)
    return readPage({
      query,
      read: (slice) => findCreditGrantSlice({ customerId }, slice),
      at: ({ grantedAt }) => grantedAt,
      view: toCreditGrant,
    })
  },
})

export const getCreditGrant = defineEndpoint({
  method: 'get',
  path: '/credit-grants/{id}',
  operationId: 'getCreditGrant',
  tag: 'Balance',
  summary: 'Get a grant of credit',
  scope: 'balance:read',
  params,
  answer: creditGrantSchema,
  handle: async ({ caller, params: { id } }) => toCreditGrant(visibleTo(caller, 'credit', await readGrant(id))),
})

export const createCreditGrant = defineEndpoint({
  method: 'post',
  path: '/credit-grants',
  operationId: 'createCreditGrant',
  tag: 'Balance',
  summary: 'Give credit',
  description:
    'As goodwill, in the customer’s currency. What is open and not being paid right now is paid from it at once.',
  scope: 'balance:write',
  staffOnly: true,
  idempotency: 'required',
  body: z.strictObject({
    customerId: customerIdSchema,
    amount: amountSchema('With VAT: it pays invoices as money does.').max(100_000_000),
    note: textSchema(200, 'Why: the customer reads it.'),
    expiresAt: instantSchema('Until when it pays; left out: for ever.').nullable().default(null),
  }),
  status: 201,
  answer: creditGrantSchema,
  problems: { credit_expiry_past: 'It would have expired already.' },
  handle: async ({ caller: { actor }, body: { amount, ...credit }, now }) => {
    const { grantId } = await giveCustomerCredit({ ...credit, amount: BigInt(amount), actor, now })
    return toCreditGrant(await readGrant(grantId))
  },
})

export const withdrawCreditGrant = defineEndpoint({
  method: 'post',
  path: '/credit-grants/{id}/withdraw',
  operationId: 'withdrawCreditGrant',
  tag: 'Balance',
  summary: 'Take back credit',
  description: 'What is unused of credit that staff gave. What came from a credit note is the customer’s own money.',
  scope: 'balance:write',
  staffOnly: true,
  params,
  answer: creditGrantSchema,
  problems: {
    credit_not_ours: 'It is money of the customer.',
    credit_used_up: 'Nothing of it is left.',
  },
  handle: async ({ caller: { actor }, params: { id }, now }) => {
    const { customerId } = await readGrant(id)
    await withdrawCredit({ customerId, grantId: id, actor, now })
    return toCreditGrant(await readGrant(id))
  },
})

export const listBalanceEntries = defineEndpoint({
  method: 'get',
  path: '/balance-entries',
  operationId: 'listBalanceEntries',
  tag: 'Balance',
  summary: 'List what moved a balance',
  description: 'Credit that was given, what it paid, what expired. The sum of all of it is the customer’s `balance`.',
  scope: 'balance:read',
  query: z.object({ ...pageQuery, customerId: ofCustomerSchema }),
  answer: pageOf(balanceEntrySchema, 'BalanceEntry'),
  handle: async ({ caller, query }) => {
    const { id } = await getCustomer(customerOf(caller, query.customerId))
    return readPage({ query, read: (slice) => readMovementSlice(id, slice), at: ({ at }) => at, view: toBalanceEntry })
  },
})
