import { memberRoute } from '@/app/_server/route'
import { pdfResponse } from '@/app/_server/pdf-response'
import { renderInvoicePdf } from '@/lib/invoices/pdf/render-invoice'
import { getInvoiceDocument } from '@/lib/invoices/pdf/to-document'

export const GET = memberRoute<{ id: string }>('portal.view', async ({ params, customer }) => {
  const document = await getInvoiceDocument({ invoiceId: params.id, customerId: customer.id })
  return pdfResponse(await renderInvoicePdf(document), document.number)
})
