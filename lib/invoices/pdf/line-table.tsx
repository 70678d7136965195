import { Text, View } from '@react-pdf/renderer'
import type { ReactNode } from 'react'
import { roundHalfAwayFromZero } from '@/lib/engine/money'
import { fromDecimalString, multiply, rational } from '@/lib/engine/rational'
import { breakWords } from './break-words'
import type { DocumentCreditLine, DocumentLine } from './document'
import type { DocumentFormat } from './format'
import { styles } from './styles'
import type { DocumentTexts } from './texts/texts'

interface TableProps<Line> {
  lines: readonly Line[]
  texts: DocumentTexts
  format: DocumentFormat
}

/** The lines of an invoice; amounts are before discounts, so that the column adds up to the subtotal below it. */
export function InvoiceLineTable({ lines, texts, format }: TableProps<DocumentLine>) {
  const { columns } = texts
  return (
    <View>
      <View fixed style={styles.tableHead}>
        <Text style={styles.description}>{columns.description}</Text>
        <Text style={styles.quantity}>{columns.quantity}</Text>
        <Text style={styles.unitAmount}>{columns.unitAmount}</Text>
        <Text style={styles.taxRate}>{columns.taxRate}</Text>
        <Text style={styles.amount}>{columns.amount}</Text>
      </View>
      {lines.map((line, index) => (
        <Row key={index} description={line.description} details={details(line, texts, format)}>
          <Text style={styles.quantity}>{format.quantity(line.quantity)}</Text>
          <Text style={styles.unitAmount}>{line.unitAmount === null ? '–' : format.unitMoney(line.unitAmount)}</Text>
          <Text style={styles.taxRate}>{taxRateText(line, format)}</Text>
          <Text style={styles.amount}>{format.money(line.amount + line.discountAmount)}</Text>
        </Row>
      ))}
    </View>
  )
}

export function CreditNoteLineTable({ lines, texts, format }: TableProps<DocumentCreditLine>) {
  const { columns } = texts
  return (
    <View>
      <View fixed style={styles.tableHead}>
        <Text style={styles.description}>{columns.description}</Text>
        <Text style={styles.taxRate}>{columns.taxRate}</Text>
        <Text style={styles.amount}>{columns.amount}</Text>
      </View>
      {lines.map((line, index) => (
        <Row key={index} description={line.description} details={line.explanation ? [line.explanation] : []}>
          <Text style={styles.taxRate}>{taxRateText(line, format)}</Text>
          <Text style={styles.amount}>{format.money(line.amount)}</Text>
        </Row>
      ))}
    </View>
  )
}

function Row({ description, details, children }: { description: string; details: string[]; children: ReactNode }) {
  return (
    <View wrap={false} style={styles.row}>
      <View style={styles.description}>
        <Text style={styles.medium} hyphenationCallback={breakWords}>
          {description}
        </Text>
        {details.length > 0 ? (
          <Text style={styles.detail} hyphenationCallback={breakWords}>
            {details.join('\n')}
          </Text>
        ) : null}
      </View>
      {children}
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
