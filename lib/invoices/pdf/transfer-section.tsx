import { Path, Svg, Text, View } from '@react-pdf/renderer'
import { create } from 'qrcode'
import { epcCode } from './epc-code'
import type { InvoiceDocument } from './document'
import type { DocumentFormat } from './format'
import { groupedIban } from './letterhead'
import { color, styles } from './styles'
import type { DocumentTexts } from './texts/texts'

interface TransferSectionProps {
  document: InvoiceDocument
  amountDue: bigint
  texts: DocumentTexts
  format: DocumentFormat
}

/** Where to send the money, in words and as a code for banking apps. */
export function TransferSection({ document, amountDue, texts, format }: TransferSectionProps) {
  const { seller, currency, paymentReference } = document
  const { bank } = texts
  const code = epcCode({ holder: seller.name, ...seller, amount: amountDue, currency, reference: paymentReference })
  const facts: [string, string][] = [
    [bank.holder, seller.name],
    [bank.iban, groupedIban(seller.iban)],
    [bank.bic, seller.bic],
    [bank.reference, paymentReference],
    [bank.amount, format.money(amountDue)],
  ]
  return (
    <View wrap={false} style={styles.section}>
      <View style={styles.transfer}>
        <View style={styles.transferFacts}>
          <Text style={styles.sectionTitle}>{bank.title}</Text>
          {facts.map(([label, value]) => (
            <View key={label} style={styles.fact}>
              <Text style={styles.factLabel}>{label}</Text>
              <Text style={styles.factValue}>{value}</Text>
            </View>
          ))}
        </View>
        {code === null ? null : (
          <View style={styles.scanCode}>
            <ScanCode text={code} size={78} />
            <Text style={styles.scanHint}>{bank.scan}</Text>
          </View>
        )}
      </View>
    </View>
  )
}

/** A QR code as one path, a box for each run of dark modules in a row: sharp at any size, and no image to embed. */
function ScanCode({ text, size }: { text: string; size: number }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const boxes = Array.from({ length: modules.size }, (_, row) => {
    const line = Array.from({ length: modules.size }, (_, column) => (modules.get(row, column) ? '1' : '0')).join('')
    return Array.from(line.matchAll(/1+/g), ({ 0: run, index }) => `M${index} ${row}h${run.length}v1h-${run.length}z`)
  })
  return (
    <Svg viewBox={`0 0 ${modules.size} ${modules.size}`} style={{ width: size, height: size }}>
      <Path d={boxes.flat().join('')} fill={color.ink} />
    </Svg>
  )
}
