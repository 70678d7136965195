import { getCreditNoteDocument, getInvoiceDocument } from '@/lib/invoices/pdf/to-document'
import { renderCreditNotePdf } from '@/lib/invoices/pdf/render-credit-note'
import { renderInvoicePdf } from '@/lib/invoices/pdf/render-invoice'
import type { LoadAttachments } from '@/lib/notifications/send-notification'

const PDF = 'application/pdf'

/** The papers that go with an email: the invoice with its receipt, the credit note with its refund. */
export const loadAttachments: LoadAttachments = async ({ kind, data }) => {
  const { invoiceId, creditNoteId } = data as { invoiceId?: string; creditNoteId?: string }
  if (creditNoteId) {
    const document = await getCreditNoteDocument({ creditNoteId })
    return [{ filename: `${document.number}.pdf`, content: await renderCreditNotePdf(document), contentType: PDF }]
  }
  if (invoiceId && (kind === 'invoice_paid' || kind === 'invoice_open')) {
    const document = await getInvoiceDocument({ invoiceId })
    return [{ filename: `${document.number}.pdf`, content: await renderInvoicePdf(document), contentType: PDF }]
  }
  return []
}
