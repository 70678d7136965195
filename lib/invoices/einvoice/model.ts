import type { Invoice } from '@e-invoice-eu/core'

/**
 * An invoice or credit note in the terms of EN 16931, written as the library takes it: UBL's element names, amounts as
 * decimal strings in major units. UBL, CII and Factur-X are all made from this one.
 */
export type EInvoice = Invoice
export type EInvoiceBody = Invoice['ubl:Invoice']
export type EInvoiceLine = EInvoiceBody['cac:InvoiceLine'][number]
export type EInvoiceTotals = EInvoiceBody['cac:LegalMonetaryTotal']
export type EInvoiceSeller = EInvoiceBody['cac:AccountingSupplierParty']
export type EInvoiceBuyer = EInvoiceBody['cac:AccountingCustomerParty']
export type EInvoicePaymentMeans = NonNullable<EInvoiceBody['cac:PaymentMeans']>[number]
export type EInvoiceTaxTotal = EInvoiceBody['cac:TaxTotal'][number]
export type EInvoiceTaxSubtotal = NonNullable<EInvoiceTaxTotal['cac:TaxSubtotal']>[number]
export type EInvoiceCurrency = EInvoiceBody['cbc:DocumentCurrencyCode']
export type EInvoiceCountry = EInvoiceBuyer['cac:Party']['cac:PostalAddress']['cac:Country']['cbc:IdentificationCode']

/** VAT is the only tax scheme of EN 16931. */
export const VAT = { 'cac:TaxScheme': { 'cbc:ID': 'VAT' } }

/** Text as XML 1.0 can carry it: without control characters, and not empty. */
export function xmlText(text: string | null | undefined): string | undefined {
  return text?.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').trim() || undefined
}

/** Leaves out what has no value: an element that is there must say something (PEPPOL-EN16931-R008). */
export function filled<Facts extends object>(facts: { [Key in keyof Facts]: Facts[Key] | undefined }): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Facts
}
