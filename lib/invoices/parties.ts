import type { CustomerRow } from '@/lib/customers/read-customers'
import type { getLegalEntity } from '@/lib/catalog/read-catalog'

export type LegalEntityRow = Awaited<ReturnType<typeof getLegalEntity>>

/** The parties as an invoice prints them, frozen at finalisation (Directive 2006/112/EC, art. 226 (3)–(5)). */
export interface SellerSnapshot {
  name: string
  addressLine1: string
  postalCode: string
  city: string
  country: string
  vatId: string
  registration: string
  /** Missing on papers from before they were recorded. */
  managingDirectors?: string
  email: string
  iban: string
  bic: string
}

export interface BuyerSnapshot {
  name: string
  email: string
  addressLine1: string | null
  addressLine2: string | null
  postalCode: string | null
  city: string | null
  region: string | null
  country: string | null
  vatId: string | null
  isBusiness: boolean
  timeZone: string
  /** Why the buyer is exempt from VAT, where they are and it is another reason than the usual one. */
  taxExemptReason?: string
}

/** Whom a finalised invoice is paid to. */
export const sellerOf = ({ seller }: { seller: unknown }): SellerSnapshot => seller as SellerSnapshot

export function sellerSnapshot({ id: _id, ossRegistered: _oss, ...printed }: LegalEntityRow): SellerSnapshot {
  return printed
}

export function buyerSnapshot(customer: CustomerRow): BuyerSnapshot {
  const { name, email, addressLine1, addressLine2, postalCode, city, region, country, vatId, isBusiness, timeZone } =
    customer
  const { taxExempt, taxExemptReason } = customer
  return {
    ...{ name, email, addressLine1, addressLine2, postalCode, city, region, country, vatId, isBusiness, timeZone },
    ...(taxExempt && taxExemptReason ? { taxExemptReason } : {}),
  }
}
