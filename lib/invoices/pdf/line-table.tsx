import { Text, View } from '@react-pdf/renderer'
import { roundHalfAwayFromZero } from '@/lib/engine/money'
import { fromDecimalString, multiply, rational } from '@/lib/engine/rational'
import type { DocumentCreditLine, DocumentLine } from './document'
import type { DocumentFormat } from './format'
import { figureWidth, styles } from './styles'
import type { DocumentTexts } from './texts/texts'

interface TableProps<Line> {
  lines: readonly Line[]
  texts: DocumentTexts
  format: DocumentFormat
}

/** The lines of an invoice; amounts are before discounts, so that the column adds up to the subtotal below it. */
export function InvoiceLineTable({ lines, texts, format }: TableProps<DocumentLine>) {
  const rows = lines.map((line) => ({
    description: line.description,
    details: details(line, texts, format),
    figures: [
      format.quantity(line.quantity),
      line.unitAmount === null ? '–' : format.unitMoney(line.unitAmount),
      taxRateText(line, format),
      format.money(line.amount + line.discountAmount),
    ],
  }))
  const { quantity, unitAmount, taxRate, amount } = texts.columns
  return <Table name={texts.columns.description} columns={[quantity, unitAmount, taxRate, amount]} rows={rows} />
}

export function CreditNoteLineTable({ lines, texts, format }: TableProps<DocumentCreditLine>) {
  const rows = lines.map((line) => ({
    description: line.description,
    details: line.explanation ? [line.explanation] : [],
    figures: [taxRateText(line, format), format.money(line.amount)],
  }))
  return <Table name={texts.columns.description} columns={[texts.columns.taxRate, texts.columns.amount]} rows={rows} />
}

interface TableRow {
  description: string
  details: string[]
  figures: string[]
}

/** A table that may run over several pages: its head is repeated, and no row is torn apart. */
function Table({ name, columns, rows }: { name: string; columns: string[]; rows: TableRow[] }) {
  const widths = columns.map((column, index) => ({
    width: figureWidth({
      figures: rows.map(({ figures }) => figures[index] ?? ''),
      fontSize: 9,
      least: Math.max(44, column.length * 4.3 + 10),
    }),
  }))
  return (
    <View>
      <View fixed style={styles.tableHead}>
        <Text style={[styles.columnName, styles.description]}>{name}</Text>
        {columns.map((column, index) => (
          <Text key={index} style={[styles.columnFigure, widths[index]!]}>
            {column}
          </Text>
        ))}
      </View>
      {rows.map(({ description, details, figures }, position) => (
        <View key={position} wrap={false} style={styles.row}>
          <View style={styles.description}>
            <Text style={styles.lineName}>{description}</Text>
            {details.map((detail, index) => (
              // A text of its own each: a line break is a letter that only Helvetica has, which PDF/A forbids.
              <Text key={index} style={styles.lineDetail}>
                {detail}
              </Text>
            ))}
          </View>
          {figures.map((figure, index) => (
            <Text key={index} style={[styles.figure, widths[index]!]}>
              {figure}
            </Text>
          ))}
        </View>
      ))}
    </View>
  )
}

function details(line: DocumentLine, texts: DocumentTexts, format: DocumentFormat): string[] {
  return [
    line.from && line.to ? format.period({ from: line.from, to: line.to }) : null,
    line.explanation ?? (isPartOfPrice(line) ? texts.line.proRata : null),
    line.discountAmount === 0n ? null : texts.line.discount(format.money(-line.discountAmount)),
  ].filter((detail) => detail !== null)
}

/** True where quantity × unit price is not what the line comes to, so that the reader is told why. */
function isPartOfPrice({ quantity, unitAmount, amount, discountAmount }: DocumentLine): boolean {
  if (unitAmount === null) return false
  const whole = roundHalfAwayFromZero(multiply(rational(BigInt(quantity)), fromDecimalString(unitAmount)))
  return magnitude(whole) !== magnitude(amount + discountAmount)
}

const magnitude = (amount: bigint) => (amount < 0n ? -amount : amount)

/** Outside the scope of VAT there is no rate, not a rate of nought. */
function taxRateText({ taxCategory, taxRate }: DocumentCreditLine, format: DocumentFormat): string {
  return taxCategory === 'O' ? '–' : format.rate(taxRate)
}
