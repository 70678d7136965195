import { findPriceMonths } from './store'

/** What a discount leaves is kept to this fraction of a minor unit: 12.5 % off 29.00 is 2537.5. */
const FRACTIONS = 10_000n

/**
 * What MRR is counted in: a multiple of all rhythms of a currency's prices (12 for monthly and yearly ones), fine enough for
 * what discounts leave.
 */
export async function commonScale(currency: string): Promise<bigint> {
  const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))
  return (await findPriceMonths(currency)).reduce((scale, months) => {
    const other = BigInt(months)
    return (scale / gcd(scale, other)) * other
  }, FRACTIONS)
}
