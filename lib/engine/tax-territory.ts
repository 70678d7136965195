import { EU_MEMBER_STATES } from './rates'

export interface TaxTerritory {
  /** ISO 3166-1 of the state whose VAT law counts: MC → FR, IM → GB, EL → GR. */
  country: string
  /** Key of the rate: the country, or a region with its own (`PT-30`). */
  region: string
  /** Inside the territory where Directive 2006/112/EC applies to services. */
  inEuVatTerritory: boolean
  /** Why a place inside a member state, or treated like one, differs. */
  special?: string
}

interface SpecialPlace {
  name: string
  country: string
  postalCode: RegExp
}

/**
 * Parts of member states outside the VAT territory (art. 6 Directive 2006/112/EC), told by postal code: for services
 * they are third countries. Northern Ireland counts as a member state for goods only (Windsor Framework), so a service
 * to it is a service to the United Kingdom, with or without an XI number: it needs no entry here.
 */
const OUTSIDE: readonly SpecialPlace[] = [
  { name: 'canary_islands', country: 'ES', postalCode: /^(35|38)\d{3}$/ },
  { name: 'ceuta', country: 'ES', postalCode: /^51\d{3}$/ },
  { name: 'melilla', country: 'ES', postalCode: /^52\d{3}$/ },
  { name: 'busingen', country: 'DE', postalCode: /^78266$/ },
  { name: 'heligoland', country: 'DE', postalCode: /^27498$/ },
  { name: 'livigno', country: 'IT', postalCode: /^23041$/ },
  { name: 'campione_d_italia', country: 'IT', postalCode: /^22061$/ },
  { name: 'mount_athos', country: 'GR', postalCode: /^6308[67]$/ },
  { name: 'aland', country: 'FI', postalCode: /^22\d{3}$/ },
  // States of their own within Italy's post codes, if somebody chose Italy (SM and VA are outside by their codes).
  { name: 'san_marino', country: 'IT', postalCode: /^4789\d$/ },
  { name: 'vatican', country: 'IT', postalCode: /^00120$/ },
  { name: 'french_overseas', country: 'FR', postalCode: /^(97[1-8]|98[678])\d{2}$/ },
]

/**
 * Inside the VAT territory, but with a standard rate of their own: art. 105 of the Directive for Madeira and the Azores,
 * art. 104 for Jungholz and Mittelberg (Kleinwalsertal). Portugal's first four digits tell the region.
 */
const OWN_RATE: readonly (SpecialPlace & { region: string })[] = [
  { name: 'madeira', country: 'PT', postalCode: /^9[0-4]\d{2}(\d{3})?$/, region: 'PT-30' },
  { name: 'azores', country: 'PT', postalCode: /^9[5-9]\d{2}(\d{3})?$/, region: 'PT-20' },
  { name: 'jungholz_mittelberg', country: 'AT', postalCode: /^(6691|699[123])$/, region: 'AT-JM' },
]

/** Codes that stand for, or are treated as, another state (art. 7 of the Directive for Monaco and the Isle of Man). */
const TREATED_AS: Readonly<Record<string, { country: string; special?: string }>> = {
  EL: { country: 'GR' },
  UK: { country: 'GB' },
  MC: { country: 'FR', special: 'monaco' },
  IM: { country: 'GB', special: 'isle_of_man' },
  XI: { country: 'GB', special: 'northern_ireland' },
}

/**
 * Where a customer's address lies for VAT on services.
 * ES 35001 → Canary Islands, outside; PT 9000-042 → Madeira, inside with its own rate; MC 98000 → France.
 */
export function taxTerritory({ country, postalCode }: { country: string; postalCode?: string | null }): TaxTerritory {
  const code = country.trim().toUpperCase()
  const treated = TREATED_AS[code]
  if (treated) {
    const base = {
      country: treated.country,
      region: treated.country,
      inEuVatTerritory: EU_MEMBER_STATES.has(treated.country),
    }
    return treated.special ? { ...base, special: treated.special } : base
  }
  // "ES-35001", "9000-042", "63 086": only the digits tell the place in the countries listed here.
  const postal = (postalCode ?? '').replace(/\D/g, '')
  const isHere = (place: SpecialPlace) => place.country === code && place.postalCode.test(postal)
  const outside = OUTSIDE.find(isHere)
  if (outside) return { country: code, region: code, inEuVatTerritory: false, special: outside.name }
  const ownRate = OWN_RATE.find(isHere)
  if (ownRate) return { country: code, region: ownRate.region, inEuVatTerritory: true, special: ownRate.name }
  const base = { country: code, region: code, inEuVatTerritory: EU_MEMBER_STATES.has(code) }
  return code === 'GB' && /^\s*BT/i.test(postalCode ?? '') ? { ...base, special: 'northern_ireland' } : base
}
