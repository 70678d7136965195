import { currencyExponent, formatMoney } from '@/lib/engine/money'
import { countryName, formatDay, formatPeriod, formattingLocale } from '@/lib/platform/locale'

export interface DocumentFormat {
  /** Minor units of the document's currency, with its symbol. */
  money: (amount: bigint, currency?: string) => string
  /** An exact decimal of minor units: `0.125` → `€0.00125`. */
  unitMoney: (unitAmount: string) => string
  quantity: (quantity: number) => string
  /** A quantity as an exact decimal: `1250.5`. */
  units: (quantity: string) => string
  /** `15 days 12 hours`, `15 Tage 12 Stunden`: of days or seconds. */
  duration: (amount: bigint, unit: 'day' | 'second') => string
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
  const units = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 3 })
  return {
    money: (amount, other = currency) => printable(formatMoney({ amount, currency: other, locale })),
    unitMoney: (unitAmount) => printable(formatUnitAmount({ unitAmount, currency, locale })),
    quantity: (value) => printable(quantity.format(value)),
    units: (value) => printable(units.format(value as `${number}`)),
    duration: (amount, unit) => printable(formatDuration(amount, unit, locale)),
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

/** Seconds as people read them; what is nought is left out. */
function formatDuration(amount: bigint, unit: 'day' | 'second', locale: string): string {
  const named = (value: bigint, name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value)
  if (unit === 'day') return named(amount, 'day')
  const parts: [bigint, string][] = [
    [amount / 86_400n, 'day'],
    [(amount % 86_400n) / 3600n, 'hour'],
    [(amount % 3600n) / 60n, 'minute'],
    [amount % 60n, 'second'],
  ]
  const said = parts.flatMap(([value, name]) => (value > 0n ? named(value, name) : []))
  return said.join(' ') || named(0n, 'second')
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
