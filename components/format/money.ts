/** The locale of screens until a language can be chosen; invoices and emails use the customer's own. */
export const SCREEN_LOCALE = 'en-GB'

export interface MoneyFormat {
  currency: string
  locale?: string
  /** `always` writes +€5.00 (movements), `auto` only the minus. */
  sign?: 'auto' | 'always'
  /** Leaves out the decimals of a whole amount: €29 instead of €29.00 (prices in headings). */
  trimZeros?: boolean
}

const exponents = new Map<string, number>()

/** How many decimals a currency has by ISO 4217: JPY 0, EUR 2, KWD 3. */
export function currencyExponent(currency: string): number {
  let exponent = exponents.get(currency)
  if (exponent === undefined) {
    exponent = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
    exponents.set(currency, exponent)
  }
  return exponent
}

/**
 * An amount in minor units as the exact decimal text `Intl` takes: (1999n, 'EUR') → '19.99', (-5n, 'EUR') → '-0.05'.
 * Never goes through a float.
 */
export function decimalText(amount: bigint | string | number, currency: string): `${number}` {
  const minor = BigInt(amount)
  const exponent = currencyExponent(currency)
  const negative = minor < 0n
  const digits = (negative ? -minor : minor).toString().padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const fraction = exponent === 0 ? '' : `.${digits.slice(-exponent)}`
  return `${negative ? '-' : ''}${whole}${fraction}` as `${number}`
}

/**
 * Formats minor units for reading, with a true minus: (-1999n, { currency: 'EUR' }) → '−€19.99'.
 */
export function formatMoney(
  amount: bigint | string | number,
  { currency, locale, sign, trimZeros }: MoneyFormat,
): string {
  return new Intl.NumberFormat(locale ?? SCREEN_LOCALE, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    signDisplay: sign === 'always' ? 'exceptZero' : 'negative',
    trailingZeroDisplay: trimZeros ? 'stripIfInteger' : 'auto',
  })
    .formatToParts(decimalText(amount, currency))
    .map((part) => (part.type === 'minusSign' ? '−' : part.value))
    .join('')
}
