import { invalid } from '../errors'
import { type Spec, word } from '../params'

/** The least Stripe charges, in minor units, for an account in the euro area. Others: the equivalent of half a euro. */
const MINIMUM: Readonly<Record<string, number>> = {
  ...{ aud: 50, bgn: 100, brl: 50, cad: 50, chf: 50, czk: 1500, dkk: 250, eur: 50, gbp: 30, hkd: 400, huf: 17500 },
  ...{ jpy: 50, mxn: 1000, nok: 300, nzd: 50, pln: 200, ron: 200, sek: 300, sgd: 50, usd: 50 },
}
const MAXIMUM = 99_999_999

const CURRENCIES = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()))

/** A currency in lower case, as Stripe writes them. */
export const currencyParam: Spec<string> = {
  parse: (value, path) => {
    const currency = word.parse(value, path).toLowerCase()
    if (CURRENCIES.has(currency)) return currency
    throw invalid(
      `Invalid currency: ${currency}. Stripe currently supports these currencies: usd, eur, gbp, chf, ...`,
      {
        param: path,
      },
    )
  },
}

/** Refuses amounts Stripe would not charge. */
export function chargeableAmount(amount: number, currency: string): number {
  const refuse = (code: string, message: string) => invalid(message, { code, param: 'amount' })
  if (amount < 1) throw refuse('parameter_invalid_integer', 'This value must be greater than or equal to 1.')
  const minimum = MINIMUM[currency] ?? 50
  if (amount < minimum) throw refuse('amount_too_small', `Amount must be at least ${shown(minimum, currency)}`)
  if (amount > MAXIMUM) throw refuse('amount_too_large', `Amount must be no more than ${shown(MAXIMUM, currency)}`)
  return amount
}

function shown(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() })
  const { maximumFractionDigits = 2 } = format.resolvedOptions()
  return `${format.format(amount / 10 ** maximumFractionDigits)} ${currency}`
}
