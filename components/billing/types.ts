import type { TaxCategory, TaxReason } from '@/lib/engine/tax'

/** A stored way to pay, as screens show it. */
export interface MethodView {
  id: string
  /** card, sepa_debit, paypal */
  type: string
  brand: string | null
  last4: string | null
  expMonth: number | null
  expYear: number | null
  isDefault: boolean
  /** The id the browser hands to the processor's script (pm_…). */
  processorRef: string
}

/** VAT of one rate. */
export interface TaxView {
  category: TaxCategory | (string & {})
  rate: string
  country: string
  taxable: bigint
  tax: bigint
  reason: TaxReason | (string & {})
}

/** Lines, VAT and total of something that will be or was billed; minor units. */
export interface BreakdownView {
  currency: string
  lines: { description: string; amount: bigint; from: string | null; to: string | null }[]
  /** Net, before discounts. */
  subtotal: bigint
  /** Net; default none. */
  discountTotal?: bigint
  taxes: TaxView[]
  total: bigint
  /** What the customer's balance pays of the total; default none. */
  fromBalance?: bigint
}

/** A row of an invoice list. */
export interface InvoiceListItem {
  id: string
  number: string | null
  status: string
  currency: string
  total: bigint
  amountDue: bigint
  finalizedAt: string | null
  dueAt: string | null
}
