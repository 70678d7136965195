import { getDocumentFile } from '@/lib/invoices/files/get-document-file'
import type { LoadAttachments } from '@/lib/notifications/send-notification'

/** The papers that go with an email: the invoice with its receipt, the credit note with its refund. */
export const loadAttachments: LoadAttachments = async ({ kind, data }) => {
  const { invoiceId, creditNoteId } = data as { invoiceId?: string; creditNoteId?: string }
  if (creditNoteId) return [await attachment('CREDIT_NOTE', creditNoteId)]
  if (invoiceId && ['invoice_paid', 'invoice_open', 'invoice_reminder'].includes(kind))
    return [await attachment('INVOICE', invoiceId)]
  return []
}

async function attachment(kind: 'INVOICE' | 'CREDIT_NOTE', id: string) {
  const { filename, bytes, contentType } = await getDocumentFile({ kind, id, format: 'PDF' })
  return { filename, content: bytes, contentType }
}
