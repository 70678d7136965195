import type { DocumentPaymentMethod } from './document'
import type { DocumentTexts } from './texts/texts'

const BRANDS: Record<string, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  cartes_bancaires: 'Cartes Bancaires',
}

/** `Visa ending in 4242`; `null` where too little is known to say it. */
export function paymentMethodText(method: DocumentPaymentMethod | null, texts: DocumentTexts): string | null {
  if (!method) return null
  const { type, brand, last4 } = method
  if (type === 'paypal') return texts.methods.paypal
  if (type === 'bank_transfer') return texts.methods.bankTransfer
  if (type === 'sepa_debit' && last4) return texts.methods.sepaDebit(last4)
  if (type === 'card' && brand && last4) return texts.methods.card(BRANDS[brand.toLowerCase()] ?? brand, last4)
  return null
}
