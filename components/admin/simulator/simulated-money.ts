import { formatMoney } from '@/components/format/money'

/** A report's decimal, which always has all the digits of its currency: `29.00` → €29.00. */
export function money(decimal: string, currency: string): string {
  return formatMoney(BigInt(decimal.replace('.', '')), { currency })
}

export const isNothing = (decimal: string): boolean => /^-?0(\.0+)?$/.test(decimal)
