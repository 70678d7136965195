import { SCREEN_LOCALE } from './money'

/** 1250000 → '1,250,000'; negative numbers with a true minus. */
export function formatInteger(value: number | bigint, locale = SCREEN_LOCALE): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value).replace('-', '−')
}

/** 0.0345 → '3.5%'. */
export function formatPercent(fraction: number, { locale = SCREEN_LOCALE, digits = 1 } = {}): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits })
    .format(fraction)
    .replace('-', '−')
}

/** A tax rate kept as text or number of percent: '21' → '21%', 25.5 → '25.5%'. */
export function formatRate(percent: string | number, locale = SCREEN_LOCALE): string {
  return formatPercent(Number(percent) / 100, { locale, digits: 2 })
}

/** An exact decimal of a meter's unit, for reading: '1234.5678' → '1,234.57'; with more digits where there is little of it. */
export function formatQuantity(value: string, locale = SCREEN_LOCALE): string {
  const whole = value.replace(/^-/, '').split('.')[0] ?? ''
  return new Intl.NumberFormat(locale, { maximumFractionDigits: whole.length > 1 ? 2 : 4 })
    .format(value as `${number}`)
    .replace('-', '−')
}
