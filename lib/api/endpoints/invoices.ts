import { z } from 'zod'
import { getDocumentFile } from '@/lib/invoices/files/get-document-file'
import { getInvoice as readInvoice, getInvoiceDetail } from '@/lib/invoices/read-invoices'
import { collectInvoice } from '@/lib/payments/collect-invoice'
import { openPayment } from '@/lib/payments/open-payment'
import { getLatestPayment } from '@/lib/payments/read-payments'
import { retryInvoice } from '@/lib/payments/retry-invoice'
import { notFound } from '@/lib/platform/errors'
import { filterByCustomer, type ApiCaller } from '../caller'
import { defineEndpoint, defineFileEndpoint } from '../endpoint'
import { anyOf, idSchema, instantSchema, ofCustomerSchema } from '../fields'
import { findInvoiceSlice } from '../lists-store'
import { pageOf, pageQuery, readPage } from '../pages'
import { openedPaymentFields } from '../views/payment-view'
import { INVOICE_STATUSES, invoiceDetailSchema, invoiceSchema, toInvoice, toInvoiceDetail } from '../views/invoice-view'

const params = z.object({ id: idSchema('inv', 'an invoice') })

/** An invoice of the caller's: drafts are ours alone until they are issued. */
async function visibleInvoice(caller: ApiCaller, id: string) {
  const invoice = await getInvoiceDetail({ id, customerId: caller.customerId ?? undefined })
  if (invoice.status === 'DRAFT' && caller.customerId !== null) throw notFound('invoice', id)
  return invoice
}

async function issuedInvoice(caller: ApiCaller, id: string) {
  const invoice = await visibleInvoice(caller, id)
  if (invoice.status === 'DRAFT') throw notFound('invoice', id)
  return invoice
}

export const listInvoices = defineEndpoint({
  method: 'get',
  path: '/invoices',
  operationId: 'listInvoices',
  tag: 'Invoices',
  summary: 'List invoices',
  description: 'The newest first. Staff keys find drafts too, if they ask for that state.',
  scope: 'invoices:read',
  query: z.object({
    ...pageQuery,
    customerId: ofCustomerSchema,
    subscriptionId: idSchema('sub', 'a subscription').optional(),
    status: anyOf(INVOICE_STATUSES, 'State of the invoice.'),
    createdFrom: instantSchema('Created at or after.').optional(),
    createdTo: instantSchema('Created before.').optional(),
  }),
  answer: pageOf(invoiceSchema, 'Invoice'),
  handle: async ({ caller, query }) => {
    const { status: statuses, ...filter } = query
    const seesDrafts = caller.customerId === null
    const customerId = filterByCustomer(caller, query.customerId)
    return readPage({
      query,
      read: (slice) => findInvoiceSlice({ ...filter, customerId, statuses, seesDrafts }, slice),
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
  handle: async ({ caller, params: { id } }) => toInvoiceDetail(await visibleInvoice(caller, id)),
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

export const getInvoiceXml = defineFileEndpoint({
  method: 'get',
  path: '/invoices/{id}/xml',
  operationId: 'getInvoiceXml',
  tag: 'Invoices',
  summary: 'Get an invoice as e-invoice',
  description: 'UBL 2.1 as of EN 16931.',
  scope: 'invoices:read',
  limit: 'costly',
  params,
  file: 'application/xml',
  problems: {
    invoice_void: 'A void invoice has none.',
    einvoice_invalid: 'It breaks a rule of EN 16931 (`rules`): its PDF is there.',
  },
  handle: async ({ caller, params }) => {
    const { id, customerId } = await issuedInvoice(caller, params.id)
    return getDocumentFile({ kind: 'INVOICE', id, format: 'UBL', customerId })
  },
})

export const payInvoice = defineEndpoint({
  method: 'post',
  path: '/invoices/{id}/pay',
  operationId: 'payInvoice',
  tag: 'Invoices',
  summary: 'Pay an invoice',
  description: `By the customer in the browser (\`ON_SESSION\`: confirm with \`clientSecret\`; sent again it is the same payment), or with
the default payment method at once (\`DEFAULT_METHOD\`).`,
  scope: 'invoices:write',
  limit: 'costly',
  params,
  body: z.strictObject({ payment: z.enum(['ON_SESSION', 'DEFAULT_METHOD']).default('ON_SESSION') }),
  answer: z.object({ invoice: invoiceSchema, ...openedPaymentFields }).meta({ id: 'InvoicePayment' }),
  problems: {
    invoice_not_payable: 'Nothing is due on it.',
    nothing_due: 'Nothing is due on it.',
    no_payment_method: 'There is no method that could be charged.',
    payment_under_way: 'A payment is on its way already.',
  },
  handle: async ({ caller, params, body: { payment: wanted }, now }) => {
    const { id } = await issuedInvoice(caller, params.id)
    if (wanted === 'ON_SESSION') {
      const opened = await openPayment({ invoiceId: id, now })
      return { ...opened, invoice: toInvoice(await readInvoice(id)) }
    }
    await retryInvoice({ invoiceId: id, actor: caller.actor, now })
    await collectInvoice({ invoiceId: id, now })
    const [invoice, payment] = [await readInvoice(id), await getLatestPayment(id)]
    // The balance may have paid all of it.
    const status = payment?.status ?? (invoice.status === 'PAID' ? 'SUCCEEDED' : 'CREATED')
    return { invoice: toInvoice(invoice), paymentId: payment?.id ?? null, clientSecret: null, status }
  },
})
