import { currencyExponent, formatMoney } from '@/lib/engine/money'
import { countryName, formatDay, formatPeriod, formattingLocale } from '@/lib/platform/locale'

export interface DocumentFormat {
  /** Minor units of the document's currency, with its symbol. */
  money: (amount: bigint, currency?: string) => string
  /** An exact decimal of minor units: `0.125` → `€0.00125`. */
  unitMoney: (unitAmount: string) => string
  quantity: (quantity: number) => string
  /** Percent as a decimal string: `25.5` → `25.5%`, `25,5 %`. */
  rate: (rate: string) => string
  day: (at: Date) => string
  period: (period: { from: Date; to: Date }) => string
  country: (country: string) => string
}

/** Everything that is written differently from one language to the next, for one document. */
export function documentFormat(document: { locale: string; timeZone: string; currency: string }): DocumentFormat {
  const { timeZone, currency } = document
  const locale = formattingLocale(document.locale)
  const style = { locale, timeZone, style: 'medium' } as const
  const quantity = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 3 })
  return {
    money: (amount, other = currency) => printable(formatMoney({ amount, currency: other, locale })),
    unitMoney: (unitAmount) => printable(formatUnitAmount({ unitAmount, currency, locale })),
    quantity: (value) => printable(quantity.format(value)),
    rate: (rate) => printable(percent.format(shiftPoint(rate, 2) as `${number}`)),
    day: (at) => printable(formatDay(at, style)),
    period: (period) => printable(formatPeriod(period, style)),
    country: (country) => countryName(country, locale),
  }
}

/** Narrow and thin spaces, which the document's typeface lacks, become no-break spaces; a hyphen for a minus, a minus. */
function printable(text: string): string {
  return text.replace(/[\u202f\u2009]/g, '\u00a0').replace(/^-/, '\u2212')
}

function formatUnitAmount({ unitAmount, currency, locale }: { unitAmount: string; currency: string; locale: string }) {
  const exponent = currencyExponent(currency)
  const major = shiftPoint(unitAmount, exponent)
  const decimals = major.split('.')[1]?.length ?? 0
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: Math.max(exponent, decimals),
  })
    .formatToParts(major as `${number}`)
    .map((part) => (part.type === 'minusSign' ? '\u2212' : part.value))
    .join('')
}

/** Moves the decimal point of an exact decimal to the left: (`0.125`, 2) → `0.00125`, (`5900`, 2) → `59`. */
export function shiftPoint(decimal: string, digits: number): string {
  const negative = decimal.startsWith('-')
  const [whole = '', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.')
  const padded = whole.padStart(digits + 1, '0')
  const point = padded.length - digits
  const moved = (padded.slice(point) + fraction).replace(/0+$/, '')
  return (negative ? '-' : '') + padded.slice(0, point) + (moved ? `.${moved}` : '')
}
