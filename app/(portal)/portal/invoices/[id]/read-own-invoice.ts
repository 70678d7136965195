import { notFound } from 'next/navigation'
import { getInvoiceDetail, type InvoiceDetail } from '@/lib/invoices/read-invoices'
import { BillingError } from '@/lib/platform/errors'

/** An issued invoice of this customer; to anyone else's and to drafts the answer is the 404 page. */
export async function readOwnInvoice(which: { id: string; customerId: string }): Promise<InvoiceDetail> {
  try {
    const invoice = await getInvoiceDetail(which)
    if (invoice.status !== 'DRAFT') return invoice
  } catch (error) {
    if (!(error instanceof BillingError && error.kind === 'not_found')) throw error
  }
  notFound()
}
