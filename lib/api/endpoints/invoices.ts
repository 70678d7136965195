import { z } from 'zod'
import { getDocumentFile } from '@/lib/invoices/files/get-document-file'
import { getInvoiceDetail } from '@/lib/invoices/read-invoices'
import { notFound } from '@/lib/platform/errors'
import { filterByCustomer, type ApiCaller } from '../caller'
import { defineEndpoint, defineFileEndpoint } from '../endpoint'
import { anyOf, idSchema, instantSchema, ofCustomerSchema } from '../fields'
import { findInvoiceSlice } from '../lists-store'
import { pageOf, pageQuery, readPage } from '../pages'
import { invoiceDetailSchema, invoiceSchema, toInvoice, toInvoiceDetail } from '../views/invoice-view'

const params = z.object({ id: idSchema('inv', 'an invoice') })

/** An issued invoice of the caller's. Drafts are ours alone until they are issued. */
async function issuedInvoice(caller: ApiCaller, id: string) {
  const invoice = await getInvoiceDetail({ id, customerId: caller.customerId ?? undefined })
  if (invoice.status === 'DRAFT') throw notFound('invoice', id)
  return invoice
}

export const listInvoices = defineEndpoint({
  method: 'get',
  path: '/invoices',
  operationId: 'listInvoices',
  tag: 'Invoices',
  summary: 'List invoices',
  description: 'Issued invoices, the newest first.',
  scope: 'invoices:read',
  query: z.object({
    ...pageQuery,
    customerId: ofCustomerSchema,
    subscriptionId: idSchema('sub', 'a subscription').optional(),
    status: anyOf(['OPEN', 'PAID', 'VOID', 'UNCOLLECTIBLE'], 'State of the invoice.'),
    createdFrom: instantSchema('Created at or after.').optional(),
    createdTo: instantSchema('Created before.').optional(),
  }),
  answer: pageOf(invoiceSchema, 'Invoice'),
  handle: async ({ caller, query }) => {
    const { status: statuses, ...filter } = query
    const customerId = filterByCustomer(caller, query.customerId)
    return readPage({
      query,
      read: (slice) => findInvoiceSlice({ ...filter, customerId, statuses }, slice),
      at: ({ createdAt }) => createdAt,
      view: toInvoice,
    })
  },
})

export const getInvoice = defineEndpoint({
  method: 'get',
  path: '/invoices/{id}',
  operationId: 'getInvoice',
  tag: 'Invoices',
  summary: 'Get an invoice',
  description: 'With its lines, how each came about, its taxes and the attempts to collect it.',
  scope: 'invoices:read',
  params,
  answer: invoiceDetailSchema,
  handle: async ({ caller, params: { id } }) => toInvoiceDetail(await issuedInvoice(caller, id)),
})

export const getInvoicePdf = defineFileEndpoint({
  method: 'get',
  path: '/invoices/{id}/pdf',
  operationId: 'getInvoicePdf',
  tag: 'Invoices',
  summary: 'Get an invoice as PDF',
  description: 'The paper with the e-invoice inside (Factur-X).',
  scope: 'invoices:read',
  limit: 'costly',
  params,
  file: 'application/pdf',
  handle: async ({ caller, params }) => {
    const { id, customerId } = await issuedInvoice(caller, params.id)
    return getDocumentFile({ kind: 'INVOICE', id, format: 'PDF', customerId })
  },
})
