/**
 * The least that can be charged, in minor units: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts.
 * Where a currency is not listed we know of no minimum, and take what is due.
 */
const SMALLEST_CHARGE: Readonly<Record<string, bigint>> = {
  AUD: 50n,
  BRL: 50n,
  CAD: 50n,
  CHF: 50n,
  CZK: 1500n,
  DKK: 250n,
  EUR: 50n,
  GBP: 30n,
  HKD: 400n,
  HUF: 17500n,
  JPY: 50n,
  MXN: 1000n,
  NOK: 300n,
  NZD: 50n,
  PLN: 200n,
  SEK: 300n,
  SGD: 50n,
  USD: 50n,
}

/** Whether something is due that is too little to be charged, and so is let go. Minor units. */
export function isTooSmallToCharge({ amount, currency }: { amount: bigint; currency: string }): boolean {
  return amount > 0n && amount < (SMALLEST_CHARGE[currency] ?? 1n)
}
