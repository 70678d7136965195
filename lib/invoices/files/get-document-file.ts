import { conflict, notFound } from '@/lib/platform/errors'
import { log } from '@/lib/platform/log'
import { checkRules } from '../einvoice/check-rules'
import { embedFacturX, generateUbl } from '../einvoice/generate'
import type { EInvoice } from '../einvoice/model'
import { creditNoteToEInvoice, invoiceToEInvoice } from '../einvoice/to-einvoice'
import { renderCreditNotePdf } from '../pdf/render-credit-note'
import { renderInvoicePdf } from '../pdf/render-invoice'
import { getCreditNoteDocument, getInvoiceDocument } from '../pdf/to-document'
import { findFile, keepFile, type FileFormat, type FileRequest } from './store'

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
  if (kind === 'CREDIT_NOTE') {
    const document = await getCreditNoteDocument({ creditNoteId: id })
    return makeOf(format, document.locale, creditNoteToEInvoice(document), () => renderCreditNotePdf(document))
  }
  const document = await getInvoiceDocument({ invoiceId: id })
  const eInvoice = document.status === 'VOID' ? null : invoiceToEInvoice(document)
  return makeOf(format, document.locale, eInvoice, () => renderInvoicePdf(document))
}

/** Nothing that breaks a rule goes out as an e-invoice; the paper itself always does. */
async function makeOf(
  format: FileFormat,
  locale: string,
  eInvoice: EInvoice | null,
  renderPdf: () => Promise<Buffer>,
): Promise<Buffer> {
  const breaches = eInvoice ? checkRules(eInvoice) : []
  if (breaches.length > 0) log.error({ number: eInvoice?.['ubl:Invoice']['cbc:ID'], breaches }, 'no valid e-invoice')
  if (format === 'PDF') {
    const pdf = await renderPdf()
    return eInvoice && breaches.length === 0 ? embedFacturX(eInvoice, pdf, locale) : pdf
  }
  if (!eInvoice) throw conflict('invoice_void', 'A void invoice has no e-invoice.')
  if (breaches.length > 0) {
    throw conflict('einvoice_invalid', 'This document cannot be given as an e-invoice; its PDF can.', {
      rules: breaches.map(({ rule }) => rule),
    })
  }
  return Buffer.from(await generateUbl(eInvoice), 'utf8')
}
