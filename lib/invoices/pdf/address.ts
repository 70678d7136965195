import type { BuyerSnapshot } from '../parties'

type Address = Pick<BuyerSnapshot, 'addressLine1' | 'addressLine2' | 'postalCode' | 'city' | 'region' | 'country'>

const POSTAL_CODE_LAST = new Set(['GB', 'IE', 'IM', 'JE', 'GG'])
const REGION_AND_POSTAL_CODE_AFTER_CITY = new Set(['US', 'CA', 'AU'])

/**
 * The lines of a postal address in the order its country writes them, the country's name last:
 * `Torstraße 140` · `10119 Berlin` · `Germany`; `1 High Street` · `London` · `SW1A 1AA` · `United Kingdom`.
 */
export function addressLines(address: Address, countryName: (country: string) => string): string[] {
  const { addressLine1, addressLine2, country } = address
  return [addressLine1, addressLine2, ...placeLines(address), country && countryName(country)].flatMap(
    (line) => line?.trim() || [],
  )
}

function placeLines({ postalCode, city, region, country }: Address): (string | null)[] {
  if (country && POSTAL_CODE_LAST.has(country)) return [city, region, postalCode]
  if (country && REGION_AND_POSTAL_CODE_AFTER_CITY.has(country)) {
    return [[city, [region, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ')]
  }
  return [[postalCode, city].filter(Boolean).join(' '), region]
}
