import type { DocumentProps } from '@react-pdf/renderer'
import type { ReactElement } from 'react'
import { languageOf } from '@/lib/platform/locale'
import { AddressAndFacts, Headline } from './document-head'
import type { InvoiceDocument } from './document'
import { documentFormat, type DocumentFormat } from './format'
import { InvoiceLineTable } from './line-table'
import { Notes } from './notes'
import { Paper } from './paper'
import { paymentMethodText } from './payment-method'
import { renderPaper } from './render-paper'
import { color } from './styles'
import { InvoiceSums } from './sums'
import { taxNotes } from './tax-notes'
import { textsIn, type DocumentTexts } from './texts/texts'
import { TransferSection } from './transfer-section'

/**
 * The invoice as a PDF, with all that art. 226 of Directive 2006/112/EC and § 14 UStG ask for, in the customer's
 * language. Pure: the same document gives the same bytes.
 */
export function renderInvoicePdf(document: InvoiceDocument): Promise<Buffer> {
  return renderPaper(invoicePaper(document), { lines: document.lines.length })
}

/** The invoice as react-pdf takes it. */
export function invoicePaper(document: InvoiceDocument): (isOnePage: boolean) => ReactElement<DocumentProps> {
  const texts = textsIn(languageOf(document.locale))
  const format = documentFormat(document)
  const { number, issuedAt, supplyPeriod, status, collectionMethod, total, amountPaid, amountCredited } = document
  const amountDue = total - amountPaid - amountCredited
  const isOpen = status === 'OPEN' || status === 'UNCOLLECTIBLE'
  return (isOnePage) => (
    <Paper isOnePage={isOnePage} title={texts.invoiceTitle(number)} document={document} texts={texts} format={format}>
      <AddressAndFacts
        seller={document.seller}
        buyer={document.buyer}
        format={format}
        facts={[
          [texts.fields.invoiceNumber, number],
          [texts.fields.issuedAt, format.day(issuedAt)],
          supplyPeriod
            ? [texts.fields.supplyPeriod, format.period(supplyPeriod)]
            : [texts.fields.supplyDate, format.day(issuedAt)],
          [texts.fields.dueAt, isOpen && document.dueAt ? format.day(document.dueAt) : null],
          [texts.fields.buyerVatId, document.buyer.vatId],
          [texts.fields.poNumber, document.poNumber],
        ]}
      />
      <Headline
        title={texts.invoice}
        amount={format.money(isOpen ? amountDue : total)}
        status={statusLine(document, texts, format)}
      />
      <InvoiceLineTable lines={document.lines} texts={texts} format={format} />
      <InvoiceSums document={document} texts={texts} format={format} />
      <Notes legal={taxNotes(document, texts, format.country)} memo={document.memo} />
      {isOpen && collectionMethod === 'SEND_INVOICE' && amountDue > 0n ? (
        <TransferSection document={document} amountDue={amountDue} texts={texts} format={format} />
      ) : null}
    </Paper>
  )
}

/** How the invoice stands, in one line under its amount. */
function statusLine(document: InvoiceDocument, { status: texts, ...all }: DocumentTexts, format: DocumentFormat) {
  const { status, total, amountPaid, payments, dueAt, issuedAt, collectionMethod } = document
  if (status === 'VOID') return { text: texts.void, color: color.critical }
  if (status === 'PAID') {
    const last = payments.at(-1)
    if (total === 0n) return { text: texts.nothingToPay, color: color.positive }
    if (!last) {
      const without = document.amountFromBalance ? all.totals.fromBalance : texts.credited
      return { text: amountPaid === 0n ? without : texts.paid(format.day(issuedAt)), color: color.positive }
    }
    const method = payments.length === 1 ? paymentMethodText(last.method, { status: texts, ...all }) : null
    const date = format.day(last.paidAt)
    return { text: method ? texts.paidWith(date, method) : texts.paid(date), color: color.positive }
  }
  if (collectionMethod === 'CHARGE_AUTOMATICALLY') return { text: texts.automatic, color: color.muted }
  const isDueLater = dueAt !== null && dueAt > issuedAt
  return { text: isDueLater ? texts.due(format.day(dueAt)) : texts.dueNow, color: color.muted }
}
