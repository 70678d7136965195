import { Text, View } from '@react-pdf/renderer'
import type { CreditNoteDocument, DocumentTax, InvoiceDocument } from './document'
import type { DocumentFormat } from './format'
import { styles } from './styles'
import type { DocumentTexts } from './texts/texts'

interface Printing {
  texts: DocumentTexts
  format: DocumentFormat
}

type Sum = [label: string, figure: string]

/** VAT per rate on the left, the way to the amount due on the right; never torn apart by a page's end. */
export function InvoiceSums({ document, texts, format }: Printing & { document: InvoiceDocument }) {
  const { totals } = texts
  const { subtotal, discountTotal, taxTotal, total, payments, amountPaid, amountCredited } = document
  const amountDue = total - amountPaid - amountCredited
  const before: Sum[] = [
    ...(discountTotal > 0n
      ? ([
          [totals.subtotal, format.money(subtotal)],
          [totals.discount, format.money(-discountTotal)],
        ] satisfies Sum[])
      : []),
    [totals.net, format.money(subtotal - discountTotal)],
    [totals.tax, format.money(taxTotal)],
  ]
  const after: Sum[] = [
    ...payments.map(({ paidAt, amount }): Sum => [totals.paid(format.day(paidAt)), format.money(-amount)]),
    ...(amountCredited > 0n ? ([[totals.credited, format.money(-amountCredited)]] satisfies Sum[]) : []),
  ]
  return (
    <View wrap={false} style={styles.sums}>
      <TaxTable document={document} texts={texts} format={format} />
      <View style={styles.totals}>
        <Rows sums={before} />
        <GrandTotal label={totals.total} figure={format.money(total)} />
        <Rows sums={after} />
        {after.length > 0 ? <GrandTotal label={totals.due} figure={format.money(amountDue)} /> : null}
      </View>
    </View>
  )
}

export function CreditNoteSums({ document, texts, format }: Printing & { document: CreditNoteDocument }) {
  const { totals } = texts
  return (
    <View wrap={false} style={styles.sums}>
      <TaxTable document={document} texts={texts} format={format} />
      <View style={styles.totals}>
        <Rows
          sums={[
            [totals.net, format.money(document.subtotal)],
            [totals.tax, format.money(document.taxTotal)],
          ]}
        />
        <GrandTotal label={totals.creditTotal} figure={format.money(document.total)} />
      </View>
    </View>
  )
}

function Rows({ sums }: { sums: Sum[] }) {
  return sums.map(([label, figure], index) => (
    <View key={index} style={styles.totalRow}>
      <Text style={styles.totalLabel}>{label}</Text>
      <Text style={styles.totalFigure}>{figure}</Text>
    </View>
  ))
}

function GrandTotal({ label, figure }: { label: string; figure: string }) {
  return (
    <View style={styles.grandTotal}>
      <Text>{label}</Text>
      <Text style={styles.totalFigure}>{figure}</Text>
    </View>
  )
}

interface TaxTableProps extends Printing {
  document: Pick<InvoiceDocument, 'taxes' | 'taxTotalInNationalCurrency'>
}

/** Taxable amount and VAT per rate (art. 226 (8)–(10)). */
function TaxTable({ document, texts, format }: TaxTableProps) {
  const { taxes, taxTotalInNationalCurrency: national } = document
  const name = ({ category, rate, country }: DocumentTax) =>
    texts.taxLabel({ category, rate: format.rate(rate), country: format.country(country) })
  return (
    <View style={styles.taxTable}>
      <View style={styles.taxHead}>
        <Text style={styles.taxName}>{texts.taxTable.title}</Text>
        <Text style={styles.taxFigure}>{texts.taxTable.taxable}</Text>
        <Text style={styles.taxFigure}>{texts.taxTable.tax}</Text>
      </View>
      {taxes.map((tax, index) => (
        <View key={index} style={styles.taxRow}>
          <Text style={styles.taxName}>{name(tax)}</Text>
          <Text style={styles.taxFigure}>{format.money(tax.taxable)}</Text>
          <Text style={styles.taxFigure}>{format.money(tax.tax)}</Text>
        </View>
      ))}
      {national ? (
        <View style={styles.taxRow}>
          <Text style={styles.taxName}>{texts.totals.taxInCurrency(national.currency)}</Text>
          <Text style={styles.taxFigure}>{format.money(national.amount, national.currency)}</Text>
        </View>
      ) : null}
    </View>
  )
}
