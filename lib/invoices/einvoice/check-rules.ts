import { compare, subtract, sum } from '@/lib/engine/rational'
import { checkLine } from './check-line-rules'
import { checkTaxRules } from './check-tax-rules'
import type { EInvoice, EInvoiceBody } from './model'
import { breaches, decimal, equal, hasTwoDecimals, type RuleBreach } from './rule-breach'

/**
 * The business rules of EN 16931-1 that can go wrong with what we issue: presence, arithmetic, decimals, dates, payment
 * and VAT by category. Those on parts we never write (payee, tax representative, document level allowances, attachments)
 * and the code lists, which the library's schema holds, are left out. Pure; an empty list is a document that may go out.
 */
export function checkRules(invoice: EInvoice): RuleBreach[] {
  const body = invoice['ubl:Invoice']
  return [
    ...checkHead(body),
    ...checkTotals(body),
    ...checkPayment(body),
    ...body['cac:InvoiceLine'].flatMap((line, index) => checkLine(line, index)),
    ...checkTaxRules(body),
  ]
}

/** The codes that may begin a VAT id (BR-CO-09): a country's two letters, and EL for Greece. */
const hasCountryPrefix = (vatId: string | undefined) => vatId === undefined || /^[A-Z]{2}/.test(vatId)

function checkHead(body: EInvoiceBody): RuleBreach[] {
  const seller = body['cac:AccountingSupplierParty']['cac:Party']
  const buyer = body['cac:AccountingCustomerParty']['cac:Party']
  const period = body['cac:InvoicePeriod']
  const sellerVatId = seller['cac:PartyTaxScheme']?.[0]?.['cbc:CompanyID']
  return breaches([
    ['BR-01', Boolean(body['cbc:CustomizationID']), 'The specification identifier is missing.'],
    ['BR-02', Boolean(body['cbc:ID']), 'The number is missing.'],
    ['BR-03', /^\d{4}-\d{2}-\d{2}$/.test(body['cbc:IssueDate']), 'The issue date is missing.'],
    ['BR-06', Boolean(seller['cac:PartyLegalEntity']['cbc:RegistrationName']), 'The seller has no name.'],
    ['BR-07', Boolean(buyer['cac:PartyLegalEntity']['cbc:RegistrationName']), 'The buyer has no name.'],
    [
      'BR-09',
      Boolean(seller['cac:PostalAddress']['cac:Country']['cbc:IdentificationCode']),
      'The seller’s country is missing.',
    ],
    [
      'BR-11',
      Boolean(buyer['cac:PostalAddress']['cac:Country']['cbc:IdentificationCode']),
      'The buyer’s country is missing.',
    ],
    ['BR-16', body['cac:InvoiceLine'].length > 0, 'There is no line.'],
    [
      'BR-29',
      !period?.['cbc:StartDate'] || !period['cbc:EndDate'] || period['cbc:StartDate'] <= period['cbc:EndDate'],
      'The invoicing period ends before it starts.',
    ],
    [
      'BR-55',
      (body['cac:BillingReference'] ?? []).every((each) => each['cac:InvoiceDocumentReference']['cbc:ID']),
      'The preceding invoice has no number.',
    ],
    ['BR-CO-09', hasCountryPrefix(sellerVatId), 'The seller’s VAT id has no country prefix.'],
    [
      'BR-CO-09',
      hasCountryPrefix(buyer['cac:PartyTaxScheme']?.['cbc:CompanyID']),
      'The buyer’s VAT id has no country prefix.',
    ],
    [
      'BR-CO-26',
      Boolean(
        sellerVatId ??
        seller['cac:PartyIdentification']?.[0]?.['cbc:ID'] ??
        seller['cac:PartyLegalEntity']['cbc:CompanyID'],
      ),
      'The seller cannot be identified.',
    ],
    ['BR-62', !seller['cbc:EndpointID'] || Boolean(seller['cbc:EndpointID@schemeID']), 'The endpoint has no scheme.'],
    ['BR-63', !buyer['cbc:EndpointID'] || Boolean(buyer['cbc:EndpointID@schemeID']), 'The endpoint has no scheme.'],
  ])
}

function checkTotals(body: EInvoiceBody): RuleBreach[] {
  const totals = body['cac:LegalMonetaryTotal']
  const [taxTotal, inTaxCurrency] = body['cac:TaxTotal']
  const subtotals = taxTotal['cac:TaxSubtotal'] ?? []
  const lines = sum(body['cac:InvoiceLine'].map((line) => decimal(line['cbc:LineExtensionAmount'])))
  const inclusive = decimal(totals['cbc:TaxInclusiveAmount'])
  const payable = decimal(totals['cbc:PayableAmount'])
  const taxCurrency = body['cbc:TaxCurrencyCode']
  const amounts: [rule: string, amount: string | undefined][] = [
    ['BR-DEC-09', totals['cbc:LineExtensionAmount']],
    ['BR-DEC-12', totals['cbc:TaxExclusiveAmount']],
    ['BR-DEC-13', taxTotal['cbc:TaxAmount']],
    ['BR-DEC-14', totals['cbc:TaxInclusiveAmount']],
    ['BR-DEC-15', inTaxCurrency?.['cbc:TaxAmount']],
    ['BR-DEC-16', totals['cbc:PrepaidAmount']],
    ['BR-DEC-18', totals['cbc:PayableAmount']],
    ...subtotals.flatMap((row): [string, string][] => [
      ['BR-DEC-19', row['cbc:TaxableAmount']],
      ['BR-DEC-20', row['cbc:TaxAmount']],
    ]),
  ]
  const isDue = compare(payable, decimal('0')) > 0
  return [
    ...breaches(amounts.map(([rule, amount]) => [rule, hasTwoDecimals(amount), `${amount} has too many decimals.`])),
    ...breaches([
      [
        'BR-CO-10',
        equal(decimal(totals['cbc:LineExtensionAmount']), lines),
        'BT-106 is not the sum of the lines’ net amounts.',
      ],
      [
        'BR-CO-13',
        equal(decimal(totals['cbc:TaxExclusiveAmount']), decimal(totals['cbc:LineExtensionAmount'])),
        'BT-109 is not the sum of the lines.',
      ],
      [
        'BR-CO-14',
        equal(decimal(taxTotal['cbc:TaxAmount']), sum(subtotals.map((row) => decimal(row['cbc:TaxAmount'])))),
        'BT-110 is not the sum of the VAT breakdown.',
      ],
      [
        'BR-CO-15',
        equal(inclusive, sum([decimal(totals['cbc:TaxExclusiveAmount']), decimal(taxTotal['cbc:TaxAmount'])])),
        'BT-112 is not net plus VAT.',
      ],
      [
        'BR-CO-16',
        equal(payable, subtract(inclusive, decimal(totals['cbc:PrepaidAmount']))),
        'BT-115 is not the total less what was paid.',
      ],
      ['BR-CO-18', subtotals.length > 0, 'There is no VAT breakdown.'],
      [
        'BR-CO-25',
        !isDue || Boolean(body['cbc:DueDate'] ?? body['cac:PaymentTerms']?.['cbc:Note']),
        'Something is due, but not said when.',
      ],
      [
        'BR-53',
        !taxCurrency || inTaxCurrency?.['cbc:TaxAmount@currencyID'] === taxCurrency,
        'VAT in the accounting currency is missing.',
      ],
    ]),
  ]
}

function checkPayment(body: EInvoiceBody): RuleBreach[] {
  return (body['cac:PaymentMeans'] ?? []).flatMap((means) => {
    const code = means['cbc:PaymentMeansCode']
    const card = means['cac:CardAccount']?.['cbc:PrimaryAccountNumberID']
    const account = means['cac:PayeeFinancialAccount']?.['cbc:ID']
    return breaches([
      ['BR-49', Boolean(code), 'The payment means have no code.'],
      ['BR-51', card === undefined || /^.{4,6}$/.test(card), 'A card is named by its last 4 to 6 digits.'],
      ['BR-61', !['30', '58'].includes(code) || Boolean(account), 'A credit transfer needs an account.'],
    ])
  })
}
