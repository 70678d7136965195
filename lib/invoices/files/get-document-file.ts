import { conflict, notFound } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { checkRules } from '../einvoice/check-rules'
import { generateUbl } from '../einvoice/generate'
import { creditNoteToEInvoice, invoiceToEInvoice } from '../einvoice/to-einvoice'
import { getCreditNoteDocument, getInvoiceDocument } from '../pdf/to-document'
import { registeredPdfMaker, type PdfSource } from './make-pdf'
import { findFile, keepFile, type FileRequest } from './store'

export interface DocumentFile {
  filename: string
  contentType: 'application/pdf' | 'application/xml'
  bytes: Buffer
}

const CONTENT_TYPE = { PDF: 'application/pdf', UBL: 'application/xml' } as const

/**
 * An issued invoice or credit note as a file: `PDF` is Factur-X, the paper with the e-invoice inside; `UBL` the e-invoice
 * alone. Made once for each state of the document and kept, so a paper looks as it did when it was made; empty the table
 * `document_file` to have all made anew. A void invoice is no e-invoice: its paper says so, and its UBL is refused.
 * Throws not_found, invoice_void, einvoice_invalid.
 */
export async function getDocumentFile(request: FileRequest): Promise<DocumentFile> {
  const { kind, id, format } = request
  const kept = await findFile(request)
  if (!kept) throw notFound(kind === 'INVOICE' ? 'invoice' : 'credit note', id)
  const { number, fingerprint } = kept
  const bytes = kept.bytes ? Buffer.from(kept.bytes) : await makeFile(request)
  if (!kept.bytes) await keepFile({ documentId: id, format, fingerprint, bytes: new Uint8Array(bytes) })
  return { filename: `${number}.${format === 'PDF' ? 'pdf' : 'xml'}`, contentType: CONTENT_TYPE[format], bytes }
}

async function makeFile({ kind, id, format }: FileRequest): Promise<Buffer> {
  const source = await sourceOf(kind, id)
  const breaches = source.eInvoice ? checkRules(source.eInvoice) : []
  if (breaches.length > 0) log.error({ id, breaches }, 'no valid e-invoice')
  // Nothing that breaks a rule goes out as an e-invoice; the paper itself always does.
  const eInvoice = breaches.length === 0 ? source.eInvoice : null
  if (format === 'PDF') return registeredPdfMaker({ ...source, eInvoice })
  if (eInvoice) return Buffer.from(await generateUbl(eInvoice), 'utf8')
  if (!source.eInvoice) throw conflict('invoice_void', 'A void invoice has no e-invoice.')
  throw conflict('einvoice_invalid', 'This document cannot be given as an e-invoice; its PDF can.', {
    rules: breaches.map(({ rule }) => rule),
  })
}

async function sourceOf(kind: FileRequest['kind'], id: string): Promise<PdfSource> {
  if (kind === 'CREDIT_NOTE') {
    const document = await getCreditNoteDocument({ creditNoteId: id })
    return { kind, document, eInvoice: creditNoteToEInvoice(document) }
  }
  const document = await getInvoiceDocument({ invoiceId: id })
  return { kind, document, eInvoice: document.status === 'VOID' ? null : invoiceToEInvoice(document) }
}
