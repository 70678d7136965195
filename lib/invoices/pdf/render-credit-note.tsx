import { Text, View } from '@react-pdf/renderer'
import { languageOf } from '@/lib/platform/locale'
import { AddressAndFacts, Headline } from './document-head'
import type { CreditNoteDocument } from './document'
import { documentFormat } from './format'
import { CreditNoteLineTable } from './line-table'
import { Notes } from './notes'
import { Paper } from './paper'
import { renderPaper } from './render-paper'
import { color, styles } from './styles'
import { CreditNoteSums } from './sums'
import { taxNotes } from './tax-notes'
import { textsIn } from './texts/texts'

/**
 * The credit note as a PDF: the invoice's sibling, naming the invoice it corrects (art. 219 of the Directive, § 31
 * Abs. 5 UStDV) and saying where the money goes. What is credited is printed as positive amounts.
 */
export function renderCreditNotePdf(document: CreditNoteDocument): Promise<Buffer> {
  const texts = textsIn(languageOf(document.locale))
  const format = documentFormat(document)
  const { number, issuedAt, invoice, toReceivable, toRefund, toBalance, toOutside = 0n } = document
  const { creditNoteSettlement: settlement } = texts
  const settlements = [
    toReceivable > 0n ? settlement.toReceivable(format.money(toReceivable), invoice.number) : null,
    toRefund > 0n ? settlement.toRefund(format.money(toRefund)) : null,
    toBalance > 0n ? settlement.toBalance(format.money(toBalance)) : null,
    toOutside > 0n ? settlement.toOutside(format.money(toOutside)) : null,
  ].filter((line) => line !== null)
  const paper = (isOnePage: boolean) => (
    <Paper
      isOnePage={isOnePage}
      title={texts.creditNoteTitle(number)}
      document={document}
      texts={texts}
      format={format}
    >
      <AddressAndFacts
        seller={document.seller}
        buyer={document.buyer}
        format={format}
        facts={[
          [texts.fields.creditNoteNumber, number],
          [texts.fields.creditNoteIssuedAt, format.day(issuedAt)],
          [texts.fields.correctedInvoice, invoice.number],
          [texts.fields.correctedInvoiceDate, format.day(invoice.issuedAt)],
          [texts.fields.buyerVatId, document.buyer.vatId],
          [texts.fields.poNumber, document.poNumber],
        ]}
      />
      <Headline
        title={texts.creditNote}
        amount={format.money(document.total)}
        status={{ text: texts.corrects(invoice.number, format.day(invoice.issuedAt)), color: color.muted }}
      />
      <CreditNoteLineTable lines={document.lines} texts={texts} format={format} />
      <CreditNoteSums document={document} texts={texts} format={format} />
      <Notes legal={taxNotes(document, texts, format.country)} memo={document.memo} />
      {settlements.length > 0 ? (
        <View wrap={false} style={styles.section}>
          <Text style={styles.sectionTitle}>{settlement.title}</Text>
          {settlements.map((line) => (
            <Text key={line} style={styles.plain}>
              {line}
            </Text>
          ))}
        </View>
      ) : null}
    </Paper>
  )
  return renderPaper(paper, { lines: document.lines.length })
}
