import { pdfResponse } from '@/app/_server/pdf-response'
import { staffRoute } from '@/app/_server/route'
import { renderInvoicePdf } from '@/lib/invoices/pdf/render-invoice'
import { getInvoiceDocument } from '@/lib/invoices/pdf/to-document'

export const GET = staffRoute<{ id: string }>('staff.invoices.view', async ({ params }) => {
  const document = await getInvoiceDocument({ invoiceId: params.id })
  return pdfResponse(await renderInvoicePdf(document), document.number)
})
