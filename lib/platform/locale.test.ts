import { expect, it } from 'vitest'
import { countryName, formatDay, formatPeriod, formattingLocale, languageOf } from './locale'

const berlin = { timeZone: 'Europe/Berlin', style: 'medium' } as const
const plain = (text: string) => text.replace(/\s/g, ' ')

it('writes in a language we have, with the region the customer named', () => {
  expect(languageOf('de-AT')).toBe('de')
  expect(languageOf('it')).toBe('en')
  expect(formattingLocale('de-at')).toBe('de-AT')
  expect(formattingLocale('en')).toBe('en-GB')
  expect(formattingLocale('it-IT')).toBe('en-GB')
})

it('names the day of an instant in the zone', () => {
  const late = new Date('2026-11-30T23:30:00Z')
  expect(formatDay(late, { ...berlin, locale: 'en' })).toBe('1 Dec 2026')
  expect(formatDay(late, { ...berlin, locale: 'en', timeZone: 'Europe/London' })).toBe('30 Nov 2026')
  expect(formatDay(late, { ...berlin, locale: 'de', style: 'long' })).toBe('1. Dezember 2026')
})

it('writes a half-open period with its last day included', () => {
  const period = { from: new Date('2026-10-31T23:00:00Z'), to: new Date('2026-11-30T23:00:00Z') }
  expect(plain(formatPeriod(period, { ...berlin, locale: 'en' }))).toBe('1 – 30 Nov 2026')
  expect(plain(formatPeriod(period, { ...berlin, locale: 'de' }))).toBe('01. – 30.11.2026')
})

it('writes the first of a month as French does', () => {
  const november = { from: new Date('2026-11-01T12:00:00Z'), to: new Date('2026-12-01T12:00:00Z') }
  const day = (at: string) => formatDay(new Date(at), { ...berlin, locale: 'fr', style: 'long' })
  expect(day('2026-12-01T12:00:00Z')).toBe('1er décembre 2026')
  expect(day('2026-12-31T12:00:00Z')).toBe('31 décembre 2026')
  expect(day('2026-12-11T12:00:00Z')).toBe('11 décembre 2026')
  expect(plain(formatPeriod(november, { ...berlin, locale: 'fr' }))).toBe('1er nov. – 1er déc. 2026')
})

it('names countries in the customer’s language', () => {
  expect(countryName('DE', 'fr')).toBe('Allemagne')
  expect(countryName('NL', 'de-AT')).toBe('Niederlande')
})
