import { roundHalfAwayFromZero } from '@/lib/engine/money'
import { compare, divide, multiply, rational, subtract, sum, type Rational } from '@/lib/engine/rational'
import { breaches, decimal, equal, type RuleBreach } from './rule-breach'
import type { EInvoiceBody, EInvoiceTaxSubtotal } from './model'

/** The rules by VAT category, BR-S, BR-Z, BR-E, BR-AE and BR-O. Their last two digits mean the same in each family. */
export function checkTaxRules(body: EInvoiceBody): RuleBreach[] {
  const rows = body['cac:TaxTotal'][0]['cac:TaxSubtotal'] ?? []
  const used = body['cac:InvoiceLine'].map((line) => line['cac:Item']['cac:ClassifiedTaxCategory'])
  const listed = rows.map((row) => row['cac:TaxCategory'])
  const categories = [...new Set([...used, ...listed].map((each) => each['cbc:ID']))]
  return [
    ...categories.flatMap((category) =>
      breaches([
        [
          `BR-${category}-01`,
          used.some((each) => each['cbc:ID'] === category) && listed.some((each) => each['cbc:ID'] === category),
          `Category ${category} is not both on a line and in the breakdown.`,
        ],
        ...identification(body, category),
      ]),
    ),
    ...used.flatMap((each, index) => rateOf(each, `Line ${index + 1}`)),
    ...rows.flatMap((row) => checkRow(row, body)),
    ...breaches([
      ['BR-O-11', !categories.includes('O') || categories.length === 1, 'Out of scope beside another category.'],
    ]),
  ]
}

/** BR-x-02: who must be named by a VAT id, and when none may be. */
function identification(body: EInvoiceBody, category: string): [rule: string, holds: boolean, message: string][] {
  const sellerVatId = body['cac:AccountingSupplierParty']['cac:Party']['cac:PartyTaxScheme']?.[0]
  const buyer = body['cac:AccountingCustomerParty']['cac:Party']
  const rule = `BR-${category}-02`
  if (category === 'O') return [[rule, !sellerVatId && !buyer['cac:PartyTaxScheme'], 'A VAT id is out of scope.']]
  return [
    [rule, Boolean(sellerVatId), 'The seller’s VAT id is missing.'],
    [rule, category !== 'AE' || Boolean(buyer['cac:PartyTaxScheme']), 'The buyer’s VAT id is missing.'],
  ]
}

/** BR-x-05: S has a rate above nought, O has none, all others have nought. */
function rateOf(category: { 'cbc:ID': string; 'cbc:Percent'?: string }, where: string): RuleBreach[] {
  const { 'cbc:ID': id, 'cbc:Percent': percent } = category
  const sign = percent === undefined ? null : compare(decimal(percent), decimal('0'))
  const holds = id === 'O' ? sign === null : id === 'S' ? sign === 1 : sign === 0
  return breaches([[`BR-${id}-05`, holds, `${where} has the rate ${percent ?? 'none'} in category ${id}.`]])
}

function checkRow(row: EInvoiceTaxSubtotal, body: EInvoiceBody): RuleBreach[] {
  const category = row['cac:TaxCategory']
  const { 'cbc:ID': id, 'cbc:Percent': percent } = category
  const lines = body['cac:InvoiceLine'].filter((line) => {
    const { 'cbc:ID': lineId, 'cbc:Percent': lineRate } = line['cac:Item']['cac:ClassifiedTaxCategory']
    return lineId === id && (id === 'O' || equal(decimal(lineRate), decimal(percent)))
  })
  const taxable = decimal(row['cbc:TaxableAmount'])
  const tax = decimal(row['cbc:TaxAmount'])
  const isExplained = Boolean(category['cbc:TaxExemptionReason'] ?? category['cbc:TaxExemptionReasonCode'])
  return [
    ...rateOf(category, 'The breakdown'),
    ...breaches([
      ['BR-45', Boolean(row['cbc:TaxableAmount']), 'A row of the breakdown has no taxable amount.'],
      ['BR-46', Boolean(row['cbc:TaxAmount']), 'A row of the breakdown has no tax.'],
      ['BR-48', id === 'O' || percent !== undefined, 'A row of the breakdown has no rate.'],
      [
        `BR-${id}-08`,
        equal(taxable, sum(lines.map((line) => decimal(line['cbc:LineExtensionAmount'])))),
        `The taxable amount of ${id} is not the sum of its lines.`,
      ],
      [`BR-${id}-09`, id === 'S' || equal(tax, decimal('0')), `There is VAT in category ${id}.`],
      ['BR-CO-17', isTaxOf({ tax, taxable, percent }), `VAT of ${id} ${percent} is not taxable amount × rate.`],
      [`BR-${id}-10`, isExplained === ['AE', 'E', 'O'].includes(id), `${id} has a reason too many or too few.`],
    ]),
  ]
}

/**
 * Taxable amount × rate, rounded: to the cent where prices are net. A cent beside it is right where VAT was inside the
 * prices, more where a credit note carries the rounding of earlier ones; the official schematron allows up to one unit
 * of the currency for that.
 */
function isTaxOf({
  tax,
  taxable,
  percent,
}: {
  tax: Rational
  taxable: Rational
  percent: string | undefined
}): boolean {
  const hundred = rational(100n)
  const cents = roundHalfAwayFromZero(multiply(taxable, decimal(percent)))
  const off = subtract(tax, divide(rational(cents), hundred))
  return compare(off, rational(1n)) < 0 && compare(off, rational(-1n)) > 0
}
