import { Text, View } from '@react-pdf/renderer'
import type { CreditNoteDocument, InvoiceDocument } from './document'
import type { DocumentFormat } from './format'
import { figureWidth, styles } from './styles'
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
  const { amountFromBalance = 0n } = document
  const amountDue = total - amountPaid - amountCredited
  const before: Sum[] = [
    ...(discountTotal !== 0n
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
    ...(amountFromBalance > 0n ? ([[totals.fromBalance, format.money(-amountFromBalance)]] satisfies Sum[]) : []),
    ...(amountCredited > amountFromBalance
      ? ([[totals.credited, format.money(amountFromBalance - amountCredited)]] satisfies Sum[])
      : []),
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
      <Text style={styles.figure}>{figure}</Text>
    </View>
  ))
}

function GrandTotal({ label, figure }: { label: string; figure: string }) {
  return (
    <View style={styles.grandTotal}>
      <Text style={styles.grandTotalLabel}>{label}</Text>
      <Text style={styles.grandTotalFigure}>{figure}</Text>
    </View>
  )
}

interface TaxTableProps extends Printing {
  document: Pick<InvoiceDocument, 'taxes' | 'taxTotalInNationalCurrency'>
}

/** Taxable amount and VAT per rate (art. 226 (8)–(10)). */
function TaxTable({ document, texts, format }: TaxTableProps) {
  const { taxes, taxTotalInNationalCurrency: national } = document
  const rows = taxes.map(({ category, rate, country, taxable, tax }) => ({
    name: texts.taxLabel({ category, rate: format.rate(rate), country: format.country(country) }),
    figures: [format.money(taxable), format.money(tax)],
  }))
  if (national) {
    const figure = format.money(national.amount, national.currency)
    rows.push({ name: texts.totals.taxInCurrency(national.currency), figures: ['', figure] })
  }
  const width = figureWidth({ figures: rows.flatMap(({ figures }) => figures), fontSize: 8, least: 62 })
  return (
    <View style={styles.taxTable}>
      <View style={styles.taxHead}>
        <Text style={styles.taxName}>{texts.taxTable.title}</Text>
        <Text style={[styles.taxFigure, { width }]}>{texts.taxTable.taxable}</Text>
        <Text style={[styles.taxFigure, { width }]}>{texts.taxTable.tax}</Text>
      </View>
      {rows.map(({ name, figures }, position) => (
        <View key={position} style={styles.taxRow}>
          <Text style={styles.taxName}>{name}</Text>
          {figures.map((figure, index) => (
            <Text key={index} style={[styles.taxFigure, { width }]}>
              {figure}
            </Text>
          ))}
        </View>
      ))}
    </View>
  )
}
