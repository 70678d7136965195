import { Text, View } from '@react-pdf/renderer'
import type { BuyerSnapshot, SellerSnapshot } from '../parties'
import { addressLines } from './address'
import type { DocumentFormat } from './format'
import { styles } from './styles'

interface AddressAndFactsProps {
  seller: SellerSnapshot
  buyer: BuyerSnapshot
  /** Label and value; those without a value are left out. */
  facts: [label: string, value: string | null][]
  format: DocumentFormat
}

/** The customer's address where a window envelope shows it (DIN 5008, form B), and beside it what identifies the document. */
export function AddressAndFacts({ seller, buyer, facts, format }: AddressAndFactsProps) {
  const sender = [seller.name, seller.addressLine1, `${seller.postalCode} ${seller.city}`].join(' · ')
  return (
    <View style={styles.addressRow}>
      <View style={styles.addressWindow}>
        <Text style={styles.sender}>{sender}</Text>
        <Text style={styles.addressee}>{buyer.name}</Text>
        {addressLines(buyer, format.country).map((line, index) => (
          <Text key={index} style={styles.address}>
            {line}
          </Text>
        ))}
      </View>
      <View style={styles.facts}>
        {facts.map(([label, value]) =>
          value ? (
            <View key={label} style={styles.fact}>
              <Text style={styles.factLabel}>{label}</Text>
              <Text style={styles.factValue}>{value}</Text>
            </View>
          ) : null,
        )}
      </View>
    </View>
  )
}

interface HeadlineProps {
  title: string
  amount: string
  status: { text: string; color: string }
}

/** What this is, what it comes to and how it stands: the one thing the page says first. */
export function Headline({ title, amount, status }: HeadlineProps) {
  return (
    <View style={styles.headline}>
      <Text style={styles.title}>{title}</Text>
      <View style={styles.standing}>
        <Text style={styles.headlineAmount}>{amount}</Text>
        <Text style={[styles.status, { color: status.color }]}>{status.text}</Text>
      </View>
    </View>
  )
}
