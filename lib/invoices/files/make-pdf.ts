import { embedFacturX } from '../einvoice/generate'
import type { EInvoice } from '../einvoice/model'
import type { CreditNoteDocument, InvoiceDocument } from '../pdf/document'
import { renderCreditNotePdf } from '../pdf/render-credit-note'
import { renderInvoicePdf } from '../pdf/render-invoice'

/** All that a PDF is made of, as plain data: it can be made in another thread. */
export type PdfSource = (
  { kind: 'INVOICE'; document: InvoiceDocument } | { kind: 'CREDIT_NOTE'; document: CreditNoteDocument }
) & {
  /** Goes into the file (Factur-X); `null` for a paper that is no e-invoice. */
  eInvoice: EInvoice | null
}

export type MakePdf = (source: PdfSource) => Promise<Buffer>

/** Some 50 ms of computing per page, all of it in this thread. */
export const makePdf: MakePdf = async (source) => {
  const { kind, document, eInvoice } = source
  const pdf = await (kind === 'INVOICE' ? renderInvoicePdf(document) : renderCreditNotePdf(document))
  return eInvoice ? embedFacturX(eInvoice, pdf, document.locale) : pdf
}

let maker = makePdf

/** Lets a process have its PDFs made elsewhere: the worker does, in threads (`lib/runtime/paper-threads.ts`). */
export function registerPdfMaker(make: MakePdf): void {
  maker = make
}

export const registeredPdfMaker: MakePdf = (source) => maker(source)
