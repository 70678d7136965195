import { pdfResponse } from '@/app/_server/pdf-response'
import { staffRoute } from '@/app/_server/route'
import { renderCreditNotePdf } from '@/lib/invoices/pdf/render-credit-note'
import { getCreditNoteDocument } from '@/lib/invoices/pdf/to-document'

export const GET = staffRoute<{ id: string }>('staff.invoices.view', async ({ params }) => {
  const document = await getCreditNoteDocument({ creditNoteId: params.id })
  return pdfResponse(await renderCreditNotePdf(document), document.number)
})
