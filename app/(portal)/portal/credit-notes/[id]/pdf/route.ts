import { memberRoute } from '@/app/_server/route'
import { pdfResponse } from '@/app/_server/pdf-response'
import { renderCreditNotePdf } from '@/lib/invoices/pdf/render-credit-note'
import { getCreditNoteDocument } from '@/lib/invoices/pdf/to-document'

export const GET = memberRoute<{ id: string }>('portal.view', async ({ params, customer }) => {
  const document = await getCreditNoteDocument({ creditNoteId: params.id, customerId: customer.id })
  return pdfResponse(await renderCreditNotePdf(document), document.number)
})
