import { describe, expect, it } from 'vitest'
import type { ExplanationStep } from '@/lib/engine/explanation'
import { LANGUAGES, type Language } from '@/lib/platform/locale'
import { explainLine } from './explain-line'
import { documentFormat } from './format'
import { textsIn } from './texts/texts'

function explained(steps: ExplanationStep[], language: Language, includesTax = false): string | null {
  const format = documentFormat({ locale: language, timeZone: 'Europe/Berlin', currency: 'EUR' })
  const text = explainLine({ steps }, { texts: textsIn(language), format, includesTax })
  return text?.replace(/\u00a0/g, ' ') ?? null
}

const full: ExplanationStep = { kind: 'FULL_PRICE', quantity: '1', unitAmount: '2900', amount: '2900' }

/** Half of January: 15 days and 12 hours of 31 days. */
const share: ExplanationStep = {
  kind: 'SHARE',
  from: '2026-01-01T00:00:00Z',
  to: '2026-01-16T12:00:00Z',
  granularity: 'second',
  used: '1339200',
  whole: '2678400',
  amount: '1450',
}

/** One of every kind there is: a new kind does not compile until it is here. */
const everyKind: Record<ExplanationStep['kind'], ExplanationStep> = {
  FULL_PRICE: full,
  SHARE: share,
  NOT_DUE: { kind: 'NOT_DUE', amount: '0' },
  ALREADY_BILLED: { kind: 'ALREADY_BILLED', billed: '2900', amount: '-1450' },
  CREDIT_LIMIT: { kind: 'CREDIT_LIMIT', available: '1000', amount: '-1000' },
  DISCOUNT: { kind: 'DISCOUNT', discountId: 'dis_1', off: '145' },
  USAGE: { kind: 'USAGE', quantity: '1250.5', included: '1000' },
  TIER: { kind: 'TIER', quantity: '250.5', unitAmount: '0.125', flatAmount: '100', amount: '131.3125' },
  PACKAGES: { kind: 'PACKAGES', packages: '3', packageSize: '100', packageAmount: '500', amount: '1500' },
  GROUPS: { kind: 'GROUPS', groups: [{ key: 'Lindenstraße 5', quantity: '12' }], others: '3' },
  USAGE_SO_FAR: { kind: 'USAGE_SO_FAR', until: '2026-01-10T12:00:00Z' },
  LATE_USAGE: { kind: 'LATE_USAGE' },
  MONTHS: { kind: 'MONTHS', months: '12', amount: '24000' },
  LEVEL_SHARE: { kind: 'LEVEL_SHARE', used: '1339200', whole: '2678400', amount: '1450' },
  USAGE_TOTAL: { kind: 'USAGE_TOTAL', amount: '131' },
  CHARGE_LIMIT: { kind: 'CHARGE_LIMIT', limit: 'MINIMUM', amount: '500' },
}

describe('how a line came about, on paper', () => {
  it('says nothing where the columns say it all', () => {
    expect(explained([full], 'en')).toBeNull()
    expect(explained([full, everyKind.DISCOUNT], 'en')).toBeNull()
    expect(explained([], 'en')).toBeNull()
  })

  it.each([
    ['en', '1 × €29.00 = €29.00; 15 days 12 hours of 31 days: €14.50; billed before €29.00, leaving −€14.50'],
    [
      'de',
      '1 × 29,00 € = 29,00 €; anteilig 15 Tage 12 Stunden (ganzer Zeitraum 31 Tage): 14,50 €; bereits berechnet 29,00 €, bleiben −14,50 €',
    ],
    ['fr', '1 × 29,00 € = 29,00 €; 15 jours 12 heures sur 31 jours : 14,50 €; déjà facturé 29,00 €, reste −14,50 €'],
    [
      'nl',
      '1 × € 29,00 = € 29,00; 15 dagen 12 uur van 31 dagen: € 14,50; eerder gefactureerd € 29,00, resteert € −14,50',
    ],
  ] as const)('walks from the price to the amount in %s', (language, words) => {
    expect(explained([full, share, everyKind.ALREADY_BILLED], language)).toBe(words)
  })

  it.each([
    ['en', '200 used, 160 included (310 × 16 days of 31 days); of these Lindenstraße 5 150, others 50'],
    ['de', '200 verbraucht, davon 160 inklusive (310 × 16 Tage von 31 Tage); davon Lindenstraße 5 150, übrige 50'],
    ['fr', '200 consommés, dont 160 inclus (310 × 16 jours sur 31 jours); dont Lindenstraße 5 150, autres 50'],
    [
      'nl',
      '200 verbruikt, waarvan 160 inbegrepen (310 × 16 dagen van 31 dagen); waarvan Lindenstraße 5 150, overige 50',
    ],
  ] as const)('tells what was used, what is included of it, and where, in %s', (language, words) => {
    const allowance = { perMonth: '310', used: '1382400', whole: '2678400' }
    const steps: ExplanationStep[] = [
      { kind: 'USAGE', quantity: '200', included: '160', allowance },
      { kind: 'GROUPS', groups: [{ key: 'Lindenstraße 5', quantity: '150' }], others: '50' },
    ]
    expect(explained(steps, language)).toBe(words)
  })

  it('says so where the calculation has VAT inside', () => {
    expect(explained([full, share], 'de', true)).toMatch(/; berechnet auf Preise einschließlich Umsatzsteuer$/)
    expect(explained([full], 'de', true)).toBeNull()
  })

  it.each(LANGUAGES)('has words of its own for every kind of step in %s', (language) => {
    for (const [kind, step] of Object.entries(everyKind)) {
      if (kind === 'DISCOUNT' || kind === 'FULL_PRICE') continue
      const text = explained([step], language)
      expect(text, kind).toBeTruthy()
      expect(text, kind).not.toMatch(/undefined|NaN|\[object/)
    }
  })

  it('says metered use with its tiers to the last decimal', () => {
    expect(explained([everyKind.USAGE, everyKind.TIER, everyKind.USAGE_TOTAL], 'en')).toBe(
      '1,250.5 used, 1,000 included; 250.5 × €0.00125 + €1.00 = €1.313125; together €1.31',
    )
  })
})
