import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'

export interface DiscountTermsView {
  percentOff: string | null
  amountOff: bigint | null
  currency: string | null
  cycles: number | null
}

/** The terms in a few words: '20% off the first 3 periods'. */
export function discountTerms({ percentOff, amountOff, currency, cycles }: DiscountTermsView): string {
  const t = texts.discounts
  const off =
    percentOff === null
      ? formatMoney(amountOff ?? 0n, { currency: currency ?? 'EUR', trimZeros: true })
      : `${percentOff}%`
  return t.off(off, t.duration(cycles))
}
