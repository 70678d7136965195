import { groupBy } from './group'
import { apportion, roundHalfAwayFromZero } from './money'
import { add, divide, fromDecimalString, multiply, rational, sum, ZERO, type Rational } from './rational'
import { standardRateAt, type RateTable } from './rates'
import { taxTerritory } from './tax-territory'
import { vatIdCountry, type VatIdStatus } from './vat-id'

/** UNTDID 5305, as EN 16931 uses it: S taxed, AE reverse charge, O outside the scope, E exempt, Z zero-rated. */
export type TaxCategory = 'S' | 'AE' | 'O' | 'E' | 'Z'

export type TaxReason =
  | 'domestic'
  | 'eu_consumer_at_customer_rate'
  | 'eu_consumer_at_seller_rate'
  | 'eu_business_reverse_charge'
  | 'eu_business_without_valid_vat_id'
  | 'eu_business_vat_id_unverified'
  | 'outside_eu'
  | 'outside_eu_territory'
  | 'seller_outside_eu'
  | 'exempt_customer'

export interface TaxDecision {
  category: TaxCategory
  /** Percent as a decimal string, `19` or `25.5`; `0` where nothing is charged. */
  rate: string
  /** ISO 3166-1 code of the state whose VAT it is, or whose customer it is where none is charged. */
  country: string
  reason: TaxReason
  /** Key of the sentence the invoice must carry. */
  noteKey?: 'reverse_charge' | 'outside_scope' | 'exempt'
  /** The VAT id could not be checked yet: hold the invoice and decide again rather than let this stand. */
  provisional?: true
}

export interface TaxSeller {
  country: string
  postalCode?: string | null
  /** Reports VAT of consumers abroad through the One Stop Shop (union or non-union scheme). */
  ossRegistered: boolean
}

export interface TaxBuyer {
  country: string
  postalCode?: string | null
  isBusiness: boolean
  /** With its prefix: `FR40303265045`. */
  vatId?: string | null
  vatIdStatus: VatIdStatus
  taxExempt: boolean
}

export interface DecideTaxInput {
  seller: TaxSeller
  buyer: TaxBuyer
  /** The tax point. */
  at: Date
  rates: RateTable
}

/**
 * Whose VAT, at which rate, an electronic service carries, by Directive 2006/112/EC:
 * - same state: domestic VAT;
 * - business with a valid id in another member state: nobody charges, the customer accounts for it (art. 44 and 196);
 * - consumer in another member state: the customer's rate (art. 58), or ours while below the threshold of art. 59c,
 *   which is what `ossRegistered: false` means. A business that names no valid id may be treated as a consumer
 *   (art. 18(2) of Implementing Regulation 282/2011);
 * - outside the VAT territory: out of scope (art. 44 and 59), see `taxTerritory` for Canary Islands, Monaco and others.
 *
 * German seller with OSS → French consumer: S 20 FR; → French company with valid id: AE 0; → Zürich: O 0.
 * Throws `tax_rate_missing`.
 */
export function decideTax({ seller, buyer, at, rates }: DecideTaxInput): TaxDecision {
  const here = taxTerritory(seller)
  const there = taxTerritory(buyer)
  const taxed = (region: string, country: string, reason: TaxReason): TaxDecision => {
    return { category: 'S', rate: standardRateAt({ rates, region, at }), country, reason }
  }
  const untaxed = (
    category: TaxCategory,
    reason: TaxReason,
    noteKey: NonNullable<TaxDecision['noteKey']>,
  ): TaxDecision => ({ category, rate: '0', country: there.country, reason, noteKey })

  const isDomestic = here.country === there.country && here.inEuVatTerritory === there.inEuVatTerritory
  if (!isDomestic && !there.inEuVatTerritory) {
    const reason = there.special && there.country !== 'GB' ? 'outside_eu_territory' : 'outside_eu'
    return untaxed('O', reason, 'outside_scope')
  }
  if (buyer.taxExempt) return untaxed('E', 'exempt_customer', 'exempt')
  if (isDomestic) return taxed(there.region, there.country, 'domestic')

  // An id registered in another state than the address does not prove a business there, whatever VIES says.
  const namesId = buyer.isBusiness && vatIdCountry(buyer.vatId) === there.country
  if (namesId && buyer.vatIdStatus === 'VALID') {
    return untaxed('AE', 'eu_business_reverse_charge', 'reverse_charge')
  }
  if (!seller.ossRegistered && !here.inEuVatTerritory) return untaxed('O', 'seller_outside_eu', 'outside_scope')
  const [region, country] = seller.ossRegistered ? [there.region, there.country] : [here.region, here.country]
  if (namesId && buyer.vatIdStatus === 'UNKNOWN') {
    return { ...taxed(region, country, 'eu_business_vat_id_unverified'), provisional: true }
  }
  if (buyer.isBusiness) return taxed(region, country, 'eu_business_without_valid_vat_id')
  return taxed(region, country, seller.ossRegistered ? 'eu_consumer_at_customer_rate' : 'eu_consumer_at_seller_rate')
}

/** EXCLUSIVE: tax comes on top of the amount; INCLUSIVE: the amount contains it. */
export type TaxBehavior = 'EXCLUSIVE' | 'INCLUSIVE'

export interface TaxableLine {
  id: string
  /** Minor units after discounts; without tax if EXCLUSIVE, with it if INCLUSIVE. Negative for a credit. */
  amount: bigint
  taxBehavior: TaxBehavior
  decision: TaxDecision
}

export interface TaxedLine {
  id: string
  netAmount: bigint
  taxAmount: bigint
  grossAmount: bigint
}

export interface TaxBreakdownRow {
  category: TaxCategory
  rate: string
  country: string
  reason: TaxReason
  noteKey?: TaxDecision['noteKey']
  taxableAmount: bigint
  taxAmount: bigint
}

/**
 * VAT per (category, rate, country): exact on the sum, rounded once (EN 16931, BR-CO-17), then shared out to the lines
 * by largest remainder. A tax-inclusive line keeps its gross amount to the cent; its net is what remains.
 *
 * Three lines of 0.33 at 19 %: 0.99 × 19 % = 0.1881 → 0.19, shared 0.07 + 0.06 + 0.06 (per line it would be 0.18).
 */
export function computeTax(lines: readonly TaxableLine[]): { breakdown: TaxBreakdownRow[]; lines: TaxedLine[] } {
  const groups = groupBy(lines, ({ decision: d }) => `${d.category} ${d.rate} ${d.country}`)
  const taxed = new Map<TaxableLine, TaxedLine>()
  const breakdown: TaxBreakdownRow[] = []
  for (const group of groups.values()) {
    const exact = group.map(exactTax)
    const taxAmount = roundHalfAwayFromZero(sum(exact))
    const parts = apportion(taxAmount, exact)
    let taxableAmount = 0n
    group.forEach((line, index) => {
      const result = withTax(line, parts[index] ?? 0n)
      taxableAmount += result.netAmount
      taxed.set(line, result)
    })
    const decision = group[0]?.decision
    if (!decision) continue
    const { category, rate, country, reason, noteKey } = decision
    breakdown.push({ category, rate, country, reason, ...(noteKey && { noteKey }), taxableAmount, taxAmount })
  }
  return { breakdown, lines: lines.flatMap((line) => taxed.get(line) ?? []) }
}

/** Exclusive 100.00 at 19 %: 19.00. Inclusive 119.00 at 19 %: 119 × 19 ÷ 119 = 19.00. */
function exactTax({ amount, taxBehavior, decision }: TaxableLine): Rational {
  const rate = fromDecimalString(decision.rate)
  if (rate.numerator === 0n) return ZERO
  const base = taxBehavior === 'INCLUSIVE' ? add(rational(100n), rate) : rational(100n)
  return multiply(rational(amount), divide(rate, base))
}

function withTax({ id, amount, taxBehavior }: TaxableLine, taxAmount: bigint): TaxedLine {
  return taxBehavior === 'INCLUSIVE'
    ? { id, netAmount: amount - taxAmount, taxAmount, grossAmount: amount }
    : { id, netAmount: amount, taxAmount, grossAmount: amount + taxAmount }
}
