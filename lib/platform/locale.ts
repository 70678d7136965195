/** The languages in which customers are written to. */
export const LANGUAGES = ['en', 'de', 'fr', 'nl'] as const
export type Language = (typeof LANGUAGES)[number]

const HOME_REGION: Record<Language, string> = { en: 'en-GB', de: 'de-DE', fr: 'fr-FR', nl: 'nl-NL' }

/** The language of the texts for a customer's locale: `de-AT` → `de`; one we have no texts in → `en`. */
export function languageOf(locale: string): Language {
  const primary = locale.toLowerCase().split(/[-_]/)[0]
  return LANGUAGES.find((language) => language === primary) ?? 'en'
}

/**
 * The BCP 47 locale for `Intl`: a region that was named is kept (`de-at` → `de-AT`), else the language's home (`en` →
 * `en-GB`). Dates and numbers always agree with the language of the texts: `it` → `en-GB`.
 */
export function formattingLocale(locale: string): string {
  const language = languageOf(locale)
  const match = /^([a-z]{2})[-_]([a-z]{2})$/i.exec(locale)
  return match && match[1]!.toLowerCase() === language
    ? `${language}-${match[2]!.toUpperCase()}`
    : HOME_REGION[language]
}

const dateFormats = new Map<string, Intl.DateTimeFormat>()

function dateFormat({ locale, timeZone, style }: DateStyle): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${style}`
  let format = dateFormats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(formattingLocale(locale), { dateStyle: style, timeZone })
    dateFormats.set(key, format)
  }
  return format
}

export interface DateStyle {
  locale: string
  /** IANA name: the day of an instant depends on it. */
  timeZone: string
  /** `medium`: 22 Nov 2026, 22.11.2026. `long`: 22 November 2026, 22. November 2026. */
  style: 'medium' | 'long'
}

/** The calendar day of an instant in a zone, as the locale writes it. */
export function formatDay(at: Date, style: DateStyle): string {
  return withOrdinal(dateFormat(style).format(at), style.locale)
}

/**
 * A half-open period with its last day included: [1 Nov 00:00, 1 Dec 00:00) → `1 – 30 Nov 2026`, `01. – 30.11.2026`.
 * A period that ends in mid-day names that day.
 */
export function formatPeriod({ from, to }: { from: Date; to: Date }, style: DateStyle): string {
  const last = new Date(Math.max(to.getTime() - 1, from.getTime()))
  // `Intl` sets thin spaces around the dash, or none, by language and version: here it is always the same.
  const range = dateFormat(style)
    .formatRange(from, last)
    .replace(/\s*–\s*/, ' – ')
  return withOrdinal(range, style.locale)
}

/** French writes the first of a month as an ordinal, which `Intl` does not: `1er décembre 2026`, `1er – 30 nov. 2026`. */
function withOrdinal(date: string, locale: string): string {
  return languageOf(locale) === 'fr' ? date.replace(/(?<!\d)1(?=\s(?:\p{L}|–))/gu, '1er') : date
}

const regionNames = new Map<string, Intl.DisplayNames>()

/** ISO 3166-1 alpha-2 → the country's name in the customer's language: (`DE`, `fr`) → `Allemagne`. */
export function countryName(country: string, locale: string): string {
  const language = languageOf(locale)
  let names = regionNames.get(language)
  if (!names) {
    names = new Intl.DisplayNames([formattingLocale(language)], { type: 'region', fallback: 'code' })
    regionNames.set(language, names)
  }
  return names.of(country) ?? country
}
