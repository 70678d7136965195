import { formatRate } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import type { TaxView } from './types'

/** 'VAT 21% (NL)', 'Reverse charge (FR)'. */
export function taxLabel({ category, rate, country }: Pick<TaxView, 'category' | 'rate' | 'country'>): string {
  const t = texts.billing.tax
  if (category === 'S') return t.vat(formatRate(rate), country)
  if (category === 'AE') return t.reverseCharge(country)
  if (category === 'O') return t.outside
  if (category === 'E') return t.exempt
  return t.zero
}
