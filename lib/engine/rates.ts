import { EngineError } from './errors'
import { dateInZone } from './calendar'

export interface DatedRate {
  /** First calendar day in the country, `YYYY-MM-DD`. */
  from: string
  /** Percent as a decimal string: `25.5`. */
  rate: string
}

export interface CountryRates {
  /** Where midnight of `from` is taken. */
  timeZone: string
  /** Ascending by `from`. */
  standard: readonly DatedRate[]
}

/** Keyed by ISO 3166-1 alpha-2 (GR, not EL), or by ISO 3166-2 for regions with a rate of their own (`PT-20`; `AT-JM` is ours). */
export type RateTable = Readonly<Record<string, CountryRates>>

const since2020 = (rate: string): DatedRate => ({ from: '2020-01-01', rate })

function country(timeZone: string, ...standard: (string | DatedRate)[]): CountryRates {
  return { timeZone, standard: standard.map((entry) => (typeof entry === 'string' ? since2020(entry) : entry)) }
}

/** The member states of the European Union. */
export const EU_MEMBER_STATES: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)

/**
 * Standard rates from 2020 on, with the day each began. Source: European Commission, "Taxes in Europe" database (TEDB);
 * cross-checked in a test against the `sales-tax` package. The United Kingdom and Switzerland are here for sellers there.
 */
export const VAT_RATES: RateTable = {
  AT: country('Europe/Vienna', '20'),
  'AT-JM': country('Europe/Vienna', '19'), // Jungholz and Mittelberg, § 10 (4) UStG
  BE: country('Europe/Brussels', '21'),
  BG: country('Europe/Sofia', '20'),
  CY: country('Asia/Nicosia', '19'),
  CZ: country('Europe/Prague', '21'),
  DE: country('Europe/Berlin', '19', { from: '2020-07-01', rate: '16' }, { from: '2021-01-01', rate: '19' }),
  DK: country('Europe/Copenhagen', '25'),
  EE: country('Europe/Tallinn', '20', { from: '2024-01-01', rate: '22' }, { from: '2025-07-01', rate: '24' }),
  ES: country('Europe/Madrid', '21'),
  FI: country('Europe/Helsinki', '24', { from: '2024-09-01', rate: '25.5' }),
  FR: country('Europe/Paris', '20'),
  GR: country('Europe/Athens', '24'),
  HR: country('Europe/Zagreb', '25'),
  HU: country('Europe/Budapest', '27'),
  IE: country('Europe/Dublin', '23', { from: '2020-09-01', rate: '21' }, { from: '2021-03-01', rate: '23' }),
  IT: country('Europe/Rome', '22'),
  LT: country('Europe/Vilnius', '21'),
  LU: country('Europe/Luxembourg', '17', { from: '2023-01-01', rate: '16' }, { from: '2024-01-01', rate: '17' }),
  LV: country('Europe/Riga', '21'),
  MT: country('Europe/Malta', '18'),
  NL: country('Europe/Amsterdam', '21'),
  PL: country('Europe/Warsaw', '23'),
  PT: country('Europe/Lisbon', '23'),
  'PT-20': country('Atlantic/Azores', '18', { from: '2021-07-01', rate: '16' }),
  'PT-30': country('Atlantic/Madeira', '22'),
  RO: country('Europe/Bucharest', '19', { from: '2025-08-01', rate: '21' }),
  SE: country('Europe/Stockholm', '25'),
  SI: country('Europe/Ljubljana', '22'),
  SK: country('Europe/Bratislava', '20', { from: '2025-01-01', rate: '23' }),
  GB: country('Europe/London', '20'),
  CH: country('Europe/Zurich', '7.7', { from: '2024-01-01', rate: '8.1' }),
}

/**
 * The standard rate in force at an instant, as percent. Estonia at 2025-06-30T21:30Z is already 1 July in Tallinn: `24`.
 * Throws `tax_rate_missing` rather than assuming zero.
 */
export function standardRateAt({ rates, region, at }: { rates: RateTable; region: string; at: Date }): string {
  const entry = rates[region]
  const today = entry ? dateInZone({ at, timeZone: entry.timeZone }) : ''
  const current = entry?.standard.findLast(({ from }) => from <= today)
  if (!current)
    throw new EngineError('tax_rate_missing', `No VAT rate for ${region}.`, { region, at: at.toISOString() })
  return current.rate
}
