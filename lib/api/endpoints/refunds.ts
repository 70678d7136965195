import { z } from 'zod'
import { filterByCustomer } from '../caller'
import { defineEndpoint } from '../endpoint'
import { anyOf, customerIdSchema, idSchema, ofCustomerSchema } from '../fields'
import { findDispute, findDisputeSlice, findRefund, findRefundSlice } from '../lists-store'
import { pageOf, pageQuery, readPage } from '../pages'
import {
  DISPUTE_STATUSES,
  disputeSchema,
  REFUND_STATUSES,
  refundSchema,
  toDispute,
  toRefund,
} from '../views/refund-view'

export const listRefunds = defineEndpoint({
  method: 'get',
  path: '/refunds',
  operationId: 'listRefunds',
  tag: 'Refunds',
  summary: 'List refunds',
  description: 'The newest first. One is made by a credit note: `POST /credit-notes` with `to: REFUND`.',
  scope: 'payments:read',
  query: z.object({
    ...pageQuery,
    customerId: ofCustomerSchema,
    paymentId: idSchema('pay', 'a payment').optional(),
    creditNoteId: idSchema('cn', 'a credit note').optional(),
    status: anyOf(REFUND_STATUSES, 'State of the refund.'),
  }),
  answer: pageOf(refundSchema, 'Refund'),
  handle: async ({ caller, query }) => {
    const { paymentId, creditNoteId, status: statuses } = query
    const customerId = filterByCustomer(caller, query.customerId)
    return readPage({
      query,
      read: (slice) => findRefundSlice({ customerId, paymentId, creditNoteId, statuses }, slice),
      at: ({ createdAt }) => createdAt,
      view: toRefund,
    })
  },
})

export const getRefund = defineEndpoint({
  method: 'get',
  path: '/refunds/{id}',
  operationId: 'getRefund',
  tag: 'Refunds',
  summary: 'Get a refund',
  scope: 'payments:read',
  params: z.object({ id: idSchema('ref', 'a refund') }),
  answer: refundSchema,
  handle: async ({ caller, params: { id } }) => toRefund(await findRefund(id, caller.customerId ?? undefined)),
})

export const listDisputes = defineEndpoint({
  method: 'get',
  path: '/disputes',
  operationId: 'listDisputes',
  tag: 'Disputes',
  summary: 'List disputes',
  description:
    'The newest first. They are answered at the payment service; what they suspended is lifted by `POST /subscriptions/{id}/lift-suspension`.',
  scope: 'payments:read',
  staffOnly: true,
  query: z.object({
    ...pageQuery,
    customerId: customerIdSchema.optional(),
    paymentId: idSchema('pay', 'a payment').optional(),
    status: anyOf(DISPUTE_STATUSES, 'State of the dispute.'),
  }),
  answer: pageOf(disputeSchema, 'Dispute'),
  handle: async ({ query }) => {
    const { customerId, paymentId, status: statuses } = query
    return readPage({
      query,
      read: (slice) => findDisputeSlice({ customerId, paymentId, statuses }, slice),
      at: ({ openedAt }) => openedAt,
      view: toDispute,
    })
  },
})

export const getDispute = defineEndpoint({
  method: 'get',
  path: '/disputes/{id}',
  operationId: 'getDispute',
  tag: 'Disputes',
  summary: 'Get a dispute',
  scope: 'payments:read',
  staffOnly: true,
  params: z.object({ id: idSchema('dsp', 'a dispute') }),
  answer: disputeSchema,
  handle: async ({ params: { id } }) => toDispute(await findDispute(id)),
})
