import type { TaxCategory, TaxReason } from '@/lib/engine/tax'
import type { BuyerSnapshot, SellerSnapshot } from '../parties'

/**
 * What is printed, as plain data: a projection of frozen rows, complete without a database, a clock or an environment.
 * The same document always gives the same bytes. Amounts are minor units of `currency`, instants UTC.
 */
interface CommercialDocument {
  number: string
  issuedAt: Date
  /** BCP 47; its language must be one we have texts in, else English is printed. */
  locale: string
  /** IANA zone of the customer, in which instants become days. */
  timeZone: string
  /** Upper-case ISO 4217. */
  currency: string
  seller: SellerSnapshot
  buyer: BuyerSnapshot
  /** Per category, rate and country; taxable amounts add up to subtotal − discountTotal, taxes to taxTotal. */
  taxes: DocumentTax[]
  /** Sum of the lines before discounts, without VAT. */
  subtotal: bigint
  taxTotal: bigint
  total: bigint
  /** VAT in the currency of the state it is owed to, where the document's is another one (art. 230 of the Directive). */
  taxTotalInNationalCurrency?: { amount: bigint; currency: string }
  poNumber: string | null
  /** Free text for the customer. */
  memo: string | null
}

export interface InvoiceDocument extends CommercialDocument {
  lines: DocumentLine[]
  /** What the invoice covers as a whole; `null` where the supply is made on the day of issue. */
  supplyPeriod: { from: Date; to: Date } | null
  /** Without VAT; below zero only where credits took back more discount than the charges have. */
  discountTotal: bigint
  status: 'OPEN' | 'PAID' | 'VOID' | 'UNCOLLECTIBLE'
  collectionMethod: 'CHARGE_AUTOMATICALLY' | 'SEND_INVOICE'
  dueAt: Date | null
  amountPaid: bigint
  /** Credit notes set against what was still due. */
  amountCredited: bigint
  /** How much of that the customer's balance paid; default none. */
  amountFromBalance?: bigint
  /** Successful ones, oldest first. */
  payments: DocumentPayment[]
  /** What the customer writes on a bank transfer: the invoice's number or an ISO 11649 reference. */
  paymentReference: string
}

export interface CreditNoteDocument extends CommercialDocument {
  lines: DocumentCreditLine[]
  /** The invoice that is corrected (art. 219 of the Directive: a specific and unambiguous reference). */
  invoice: { number: string; issuedAt: Date }
  /** Where the credit goes; the three add up to the total. */
  toReceivable: bigint
  toRefund: bigint
  toBalance: bigint
  /** Paid back by a transfer of ours; default none. */
  toOutside?: bigint
}

export interface DocumentCreditLine {
  description: string
  /** Without VAT, after its discount. Negative for a credit on an invoice; what is credited is positive on a credit note. */
  amount: bigint
  taxCategory: TaxCategory
  /** Percent as a decimal string: `25.5`. */
  taxRate: string
  /** Further facts about the line in the customer's language. */
  explanation?: string | null
}

export interface DocumentLine extends DocumentCreditLine {
  quantity: number
  /** Without VAT; exact decimal in minor units, so prices below a cent stay exact: `0.125`. `null` where there is none. */
  unitAmount: string | null
  /** This line's part of `discountTotal`, without VAT; has the line's sign, so below zero for a credit. */
  discountAmount: bigint
  /** Half-open. */
  from: Date | null
  to: Date | null
}

export interface DocumentTax {
  category: TaxCategory
  rate: string
  /** ISO 3166-1 of the state whose VAT it is. */
  country: string
  taxable: bigint
  tax: bigint
  reason: TaxReason
}

export interface DocumentPayment {
  paidAt: Date
  amount: bigint
  method: DocumentPaymentMethod | null
}

export interface DocumentPaymentMethod {
  /** card, sepa_debit, paypal, bank_transfer */
  type: string
  brand: string | null
  last4: string | null
}
