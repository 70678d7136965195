import { findPriceMonths } from './store'

/** The least number that all rhythms of a currency's prices divide: 12 for monthly and yearly ones. */
export async function commonScale(currency: string): Promise<bigint> {
  const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))
  return (await findPriceMonths(currency)).reduce((scale, months) => {
    const other = BigInt(months)
    return (scale / gcd(scale, other)) * other
  }, 1n)
}
