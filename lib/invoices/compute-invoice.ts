import { assembleInvoice, type AssembledInvoice } from '@/lib/engine/invoice'
import { VAT_RATES } from '@/lib/engine/rates'
import { decideTax, type TaxDecision } from '@/lib/engine/tax'
import type { CustomerRow } from '@/lib/customers/read-customers'
import { invalid } from '@/lib/platform/errors'
import type { DraftLine } from './draft'
import type { LegalEntityRow } from './parties'

export type TaxFacts = Pick<
  CustomerRow,
  'country' | 'postalCode' | 'isBusiness' | 'vatId' | 'vatIdStatus' | 'taxExempt'
>

/** Whose VAT and at which rate this customer pays at `at`. Throws billing_address_missing without a country. */
export function taxDecisionFor({
  seller,
  customer,
  at,
}: {
  seller: LegalEntityRow
  customer: TaxFacts
  at: Date
}): TaxDecision {
  if (!customer.country)
    throw invalid('billing_address_missing', 'A billing address is needed before anything can be billed.')
  return decideTax({ seller, buyer: { ...customer, country: customer.country }, at, rates: VAT_RATES })
}

/** Lines in, totals and tax out: the one compute behind every preview and every invoice (DESIGN §7.6). */
export function computeInvoice({
  lines,
  ...parties
}: {
  lines: Pick<DraftLine, 'billingKey' | 'amount' | 'discounts' | 'taxBehavior'>[]
  seller: LegalEntityRow
  customer: TaxFacts
  at: Date
}): AssembledInvoice {
  const decision = taxDecisionFor(parties)
  return assembleInvoice({
    lines: lines.map(({ billingKey, amount, discounts, taxBehavior }) => ({
      id: billingKey,
      amount,
      discountAmount: discounts.reduce((sum, discount) => sum + discount.amount, 0n),
      taxBehavior,
    })),
    taxDecisionFor: () => decision,
  })
}
