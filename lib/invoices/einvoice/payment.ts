import type { DocumentPaymentMethod, InvoiceDocument } from '../pdf/document'
import { filled, type EInvoicePaymentMeans } from './model'

type Paid = Pick<
  InvoiceDocument,
  'status' | 'collectionMethod' | 'payments' | 'seller' | 'currency' | 'paymentReference'
>

/** BG-16, by UNTDID 4461: how it was paid, or how it is to be. */
export function paymentMeans(document: Paid): EInvoicePaymentMeans {
  const method = document.payments.at(-1)?.method
  if (method) return usedMeans(method, document)
  const isToBeSent = document.status === 'OPEN' || document.status === 'UNCOLLECTIBLE'
  if (isToBeSent && document.collectionMethod === 'SEND_INVOICE') return creditTransfer(document)
  return { 'cbc:PaymentMeansCode': '1' }
}

function usedMeans({ type, brand, last4 }: DocumentPaymentMethod, document: Paid): EInvoicePaymentMeans {
  if (type === 'bank_transfer') return creditTransfer(document)
  if (type === 'sepa_debit') return { 'cbc:PaymentMeansCode': '59' }
  if (type === 'paypal') return { 'cbc:PaymentMeansCode': '68', 'cbc:PaymentMeansCode@name': 'PayPal' }
  if (type !== 'card') return { 'cbc:PaymentMeansCode': '1' }
  return filled<EInvoicePaymentMeans>({
    'cbc:PaymentMeansCode': '48',
    'cac:CardAccount': last4 ? { 'cbc:PrimaryAccountNumberID': last4, 'cbc:NetworkID': brand ?? 'card' } : undefined,
  })
}

/** SEPA knows euros only; in another currency it is a credit transfer like any other. */
function creditTransfer({ currency, paymentReference, seller }: Paid): EInvoicePaymentMeans {
  return {
    'cbc:PaymentMeansCode': currency === 'EUR' ? '58' : '30',
    'cbc:PaymentID': paymentReference,
    'cac:PayeeFinancialAccount': {
      'cbc:ID': seller.iban.replace(/\s/g, ''),
      'cbc:Name': seller.name,
      'cac:FinancialInstitutionBranch': { 'cbc:ID': seller.bic },
    },
  }
}
