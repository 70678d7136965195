import type { DocumentTax } from './document'
import type { DocumentTexts } from './texts/texts'

/**
 * The sentences the Directive asks for beside the figures: the words “reverse charge” (art. 226 (11a)), why nothing is
 * charged (art. 226 (11)), and whose VAT a consumer abroad pays. Each once, in the order of the tax rows.
 */
export function taxNotes(
  {
    taxes,
    seller,
    buyer,
  }: {
    taxes: readonly DocumentTax[]
    seller: { country: string }
    buyer: { taxExemptReason?: string }
  },
  texts: DocumentTexts,
  countryName: (country: string) => string,
): string[] {
  const notes = taxes.flatMap(({ category, country, reason }) => {
    if (category === 'AE') return texts.notes.reverseCharge
    if (category === 'E') return buyer.taxExemptReason ?? texts.notes.exempt
    if (category === 'O') {
      return reason === 'seller_outside_eu' ? texts.notes.sellerOutsideScope : texts.notes.outsideScope
    }
    const isAbroad = country !== seller.country && reason.startsWith('eu_')
    return category === 'S' && isAbroad ? texts.notes.oneStopShop(countryName(country)) : []
  })
  return [...new Set(notes)]
}
