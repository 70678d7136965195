import { describe, expect, it } from 'vitest'
import { sampleCreditNote, sampleInvoices } from '../pdf/testing/sample-documents'
import { checkRules } from './check-rules'
import type { EInvoice, EInvoiceBody } from './model'
import { creditNoteToEInvoice, invoiceToEInvoice } from './to-einvoice'

const samples: Record<string, EInvoice> = {
  ...Object.fromEntries(Object.entries(sampleInvoices).map(([name, document]) => [name, invoiceToEInvoice(document)])),
  creditNote: creditNoteToEInvoice(sampleCreditNote()),
}

it.each(Object.keys(samples))('the sample “%s” breaks no rule', (name) => {
  expect(checkRules(samples[name]!)).toEqual([])
})

/** Which rules a document breaks once something in it was spoilt. */
function broken(name: keyof typeof sampleInvoices, spoil: (body: EInvoiceBody) => void): string[] {
  const invoice = structuredClone(samples[name]!)
  spoil(invoice['ubl:Invoice'])
  return [...new Set(checkRules(invoice).map(({ rule }) => rule))]
}

const totals = (body: EInvoiceBody) => body['cac:LegalMonetaryTotal']
const row = (body: EInvoiceBody) => body['cac:TaxTotal'][0]['cac:TaxSubtotal']![0]!
const category = (body: EInvoiceBody) => row(body)['cac:TaxCategory']
const line = (body: EInvoiceBody) => body['cac:InvoiceLine'][0]
const means = (body: EInvoiceBody) => body['cac:PaymentMeans']![0]!
const buyer = (body: EInvoiceBody) => body['cac:AccountingCustomerParty']['cac:Party']
const seller = (body: EInvoiceBody) => body['cac:AccountingSupplierParty']['cac:Party']
const vat = { 'cac:TaxScheme': { 'cbc:ID': 'VAT' } }

describe('each rule is broken by what it is about', () => {
  it.each<[string, keyof typeof sampleInvoices, (body: EInvoiceBody) => void]>([
    ['BR-02', 'german', (body) => (body['cbc:ID'] = '')],
    ['BR-07', 'german', (body) => (buyer(body)['cac:PartyLegalEntity']['cbc:RegistrationName'] = '')],
    [
      'BR-11',
      'german',
      (body) => (buyer(body)['cac:PostalAddress']['cac:Country']['cbc:IdentificationCode'] = '' as 'DE'),
    ],
    ['BR-27', 'german', (body) => (line(body)['cac:Price']['cbc:PriceAmount'] = '-59')],
    ['BR-29', 'german', (body) => (body['cac:InvoicePeriod']!['cbc:EndDate'] = '2026-01-01')],
    ['BR-30', 'german', (body) => (line(body)['cac:InvoicePeriod']!['cbc:EndDate'] = '2026-01-01')],
    [
      'BR-42',
      'long',
      (body) => {
        const [discount] = line(body)['cac:AllowanceCharge']!
        delete discount!['cbc:AllowanceChargeReason']
        delete discount!['cbc:AllowanceChargeReasonCode']
      },
    ],
    ['BR-51', 'german', (body) => (means(body)['cac:CardAccount']!['cbc:PrimaryAccountNumberID'] = '4242424242424242')],
    ['BR-53', 'multiRate', (body) => (body['cac:TaxTotal'] = [body['cac:TaxTotal'][0]])],
    ['BR-61', 'reverseCharge', (body) => delete means(body)['cac:PayeeFinancialAccount']],
    ['BR-CO-09', 'reverseCharge', (body) => (buyer(body)['cac:PartyTaxScheme']!['cbc:CompanyID'] = '40303265045')],
    ['BR-CO-10', 'german', (body) => (totals(body)['cbc:LineExtensionAmount'] = '59.71')],
    ['BR-CO-13', 'german', (body) => (totals(body)['cbc:TaxExclusiveAmount'] = '59.71')],
    ['BR-CO-14', 'german', (body) => (body['cac:TaxTotal'][0]['cbc:TaxAmount'] = '0.01')],
    ['BR-CO-15', 'german', (body) => (totals(body)['cbc:TaxInclusiveAmount'] = '0.01')],
    ['BR-CO-16', 'german', (body) => (totals(body)['cbc:PayableAmount'] = '0.01')],
    ['BR-CO-17', 'german', (body) => (row(body)['cbc:TaxAmount'] = '20.00')],
    ['BR-CO-18', 'german', (body) => (body['cac:TaxTotal'][0]['cac:TaxSubtotal'] = [])],
    [
      'BR-CO-25',
      'reverseCharge',
      (body) => {
        delete body['cbc:DueDate']
        delete body['cac:PaymentTerms']
      },
    ],
    [
      'BR-CO-26',
      'short',
      (body) => {
        delete seller(body)['cac:PartyIdentification']
        delete seller(body)['cac:PartyLegalEntity']['cbc:CompanyID']
      },
    ],
    ['BR-DEC-18', 'german', (body) => (totals(body)['cbc:PayableAmount'] = '0.000')],
    ['BR-DEC-23', 'german', (body) => (line(body)['cbc:LineExtensionAmount'] = '59.000')],
    ['PEPPOL-EN16931-R120', 'german', (body) => (line(body)['cbc:InvoicedQuantity'] = '2')],
    ['BR-S-01', 'german', (body) => (body['cac:TaxTotal'][0]['cac:TaxSubtotal'] = [])],
    ['BR-S-02', 'german', (body) => delete seller(body)['cac:PartyTaxScheme']],
    ['BR-S-05', 'german', (body) => (line(body)['cac:Item']['cac:ClassifiedTaxCategory']['cbc:Percent'] = '0')],
    ['BR-S-08', 'german', (body) => (row(body)['cbc:TaxableAmount'] = '1.00')],
    ['BR-S-10', 'german', (body) => (category(body)['cbc:TaxExemptionReason'] = 'No reason')],
    ['BR-AE-02', 'reverseCharge', (body) => delete buyer(body)['cac:PartyTaxScheme']],
    ['BR-AE-05', 'reverseCharge', (body) => (category(body)['cbc:Percent'] = '19')],
    ['BR-AE-09', 'reverseCharge', (body) => (row(body)['cbc:TaxAmount'] = '0.01')],
    [
      'BR-AE-10',
      'reverseCharge',
      (body) => {
        delete category(body)['cbc:TaxExemptionReason']
        delete category(body)['cbc:TaxExemptionReasonCode']
      },
    ],
    ['BR-O-02', 'short', (body) => (buyer(body)['cac:PartyTaxScheme'] = { 'cbc:CompanyID': 'GB123456789', ...vat })],
    ['BR-O-05', 'short', (body) => (line(body)['cac:Item']['cac:ClassifiedTaxCategory']['cbc:Percent'] = '0')],
    ['BR-O-11', 'short', (body) => (line(body)['cac:Item']['cac:ClassifiedTaxCategory']['cbc:ID'] = 'Z')],
    [
      'BR-E-10',
      'multiRate',
      (body) => {
        const exempt = body['cac:TaxTotal'][0]['cac:TaxSubtotal']![2]!['cac:TaxCategory']
        delete exempt['cbc:TaxExemptionReason']
        delete exempt['cbc:TaxExemptionReasonCode']
      },
    ],
  ])('%s', (rule, name, spoil) => {
    expect(broken(name, spoil)).toContain(rule)
  })
})
