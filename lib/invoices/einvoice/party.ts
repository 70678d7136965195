import type { BuyerSnapshot, SellerSnapshot } from '../parties'
import { filled, VAT, xmlText, type EInvoiceBuyer, type EInvoiceCountry, type EInvoiceSeller } from './model'

type SellerParty = EInvoiceSeller['cac:Party']
type BuyerParty = EInvoiceBuyer['cac:Party']

interface SellerOptions {
  /** Category O forbids VAT ids on the document (BR-O-02): ours is then given as a plain identifier (BT-29). */
  outsideScope: boolean
  /** BT-33: who manages the company. */
  legalInformation: string | undefined
}

/** BG-4, the seller. */
export function sellerParty(seller: SellerSnapshot, { outsideScope, legalInformation }: SellerOptions): EInvoiceSeller {
  return {
    'cac:Party': filled<SellerParty>({
      'cbc:EndpointID': seller.email,
      'cbc:EndpointID@schemeID': 'EM',
      'cac:PartyIdentification': outsideScope ? [{ 'cbc:ID': seller.vatId }] : undefined,
      'cac:PartyName': undefined,
      'cac:PostalAddress': filled<SellerParty['cac:PostalAddress']>({
        'cbc:StreetName': xmlText(seller.addressLine1),
        'cbc:CityName': xmlText(seller.city),
        'cbc:PostalZone': xmlText(seller.postalCode),
        'cac:Country': { 'cbc:IdentificationCode': seller.country as EInvoiceCountry },
      }),
      'cac:PartyTaxScheme': outsideScope ? undefined : [{ 'cbc:CompanyID': seller.vatId, ...VAT }],
      'cac:PartyLegalEntity': filled<SellerParty['cac:PartyLegalEntity']>({
        'cbc:RegistrationName': xmlText(seller.name) ?? '',
        'cbc:CompanyID': xmlText(seller.registration),
        'cbc:CompanyLegalForm': xmlText(legalInformation),
      }),
      'cac:Contact': { 'cbc:Name': xmlText(seller.name) ?? '', 'cbc:ElectronicMail': seller.email },
    }),
  }
}

/** BG-7, the buyer. An id without its country's letters cannot be told apart (BR-CO-09) and stays on the paper only. */
export function buyerParty(buyer: BuyerSnapshot, { outsideScope }: Pick<SellerOptions, 'outsideScope'>): EInvoiceBuyer {
  const vatId = buyer.vatId?.replace(/\s/g, '')
  const names = vatId && /^[A-Z]{2}/.test(vatId) && !outsideScope
  return {
    'cac:Party': filled<BuyerParty>({
      'cbc:EndpointID': buyer.email,
      'cbc:EndpointID@schemeID': 'EM',
      'cac:PostalAddress': filled<BuyerParty['cac:PostalAddress']>({
        'cbc:StreetName': xmlText(buyer.addressLine1),
        'cbc:AdditionalStreetName': xmlText(buyer.addressLine2),
        'cbc:CityName': xmlText(buyer.city),
        'cbc:PostalZone': xmlText(buyer.postalCode),
        'cbc:CountrySubentity': xmlText(buyer.region),
        'cac:Country': { 'cbc:IdentificationCode': (buyer.country ?? '') as EInvoiceCountry },
      }),
      'cac:PartyTaxScheme': names ? { 'cbc:CompanyID': vatId, ...VAT } : undefined,
      'cac:PartyLegalEntity': { 'cbc:RegistrationName': xmlText(buyer.name) ?? '' },
      'cac:Contact': { 'cbc:ElectronicMail': buyer.email },
    }),
  }
}
