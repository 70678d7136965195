import { describe, expect, it } from 'vitest'
import { addressLines } from './address'
import { breakWords } from './break-words'
import { epcCode } from './epc-code'
import { documentFormat, shiftPoint } from './format'
import { groupedIban } from './letterhead'

const nowhere: Parameters<typeof addressLines>[0] = {
  addressLine1: null,
  addressLine2: null,
  postalCode: null,
  city: null,
  region: null,
  country: null,
}
const asCode = (country: string) => country

describe('addressLines', () => {
  it('writes the place in the order of its country and leaves out what is missing', () => {
    const street = { ...nowhere, addressLine1: '1 High Street' }
    const lines = (facts: Partial<typeof nowhere>) => addressLines({ ...street, ...facts }, asCode)
    expect(lines({ postalCode: '10119', city: 'Berlin', country: 'DE' })).toEqual([
      '1 High Street',
      '10119 Berlin',
      'DE',
    ])
    expect(lines({ postalCode: 'SW1A 1AA', city: 'London', country: 'GB' })).toEqual([
      '1 High Street',
      'London',
      'SW1A 1AA',
      'GB',
    ])
    expect(lines({ postalCode: '94103', city: 'San Francisco', region: 'CA', country: 'US' })).toEqual([
      '1 High Street',
      'San Francisco, CA 94103',
      'US',
    ])
    expect(addressLines(nowhere, asCode)).toEqual([])
  })
})

describe('breakWords', () => {
  it('leaves ordinary words whole', () => {
    expect(breakWords('Rechnungskorrektur')).toEqual(['Rechnungskorrektur'])
  })
  it('breaks long ones behind their own punctuation, and never loses or adds a letter', () => {
    expect(breakWords('Immobilienbeteiligungs-Betriebsgesellschaft')).toEqual([
      'Immobilienbeteiligungs-',
      '',
      'Betriebsgesellschaft',
    ])
    const endless = 'x'.repeat(200)
    expect(breakWords(endless).join('')).toBe(endless)
    expect(breakWords(endless).length).toBeGreaterThan(10)
  })
})

describe('epcCode', () => {
  const order = {
    holder: 'New Concierge GmbH',
    iban: 'DE89 3704 0044 0532 0130 00',
    bic: 'COBADEFFXXX',
    amount: 7021n,
    currency: 'EUR',
    reference: 'NC-2026-000123',
  }
  it('is the text of EPC069-12, version 002', () => {
    expect(epcCode(order)).toBe(
      'BCD\n002\n1\nSCT\nCOBADEFFXXX\nNew Concierge GmbH\nDE89370400440532013000\nEUR70.21\n\n\nNC-2026-000123',
    )
  })
  it('puts an ISO 11649 reference in its own field', () => {
    expect(
      epcCode({ ...order, reference: 'RF18 5390 0754 7034' })
        ?.split('\n')
        .slice(9),
    ).toEqual(['RF18539007547034', ''])
  })
  it('knows euros only, and amounts the scheme allows', () => {
    expect(epcCode({ ...order, currency: 'CHF' })).toBeNull()
    expect(epcCode({ ...order, amount: 0n })).toBeNull()
    expect(epcCode({ ...order, amount: 100_000_000_000n })).toBeNull()
  })
})

describe('documentFormat', () => {
  it('moves the decimal point of an exact decimal', () => {
    expect(shiftPoint('0.125', 2)).toBe('0.00125')
    expect(shiftPoint('5900', 2)).toBe('59')
    expect(shiftPoint('-5', 2)).toBe('-0.05')
    expect(shiftPoint('5900.5', 0)).toBe('5900.5')
  })
  it('keeps as many decimals as a unit price has, and no fewer than its currency', () => {
    const yen = documentFormat({ locale: 'en', timeZone: 'Asia/Tokyo', currency: 'JPY' })
    expect(yen.unitMoney('1200')).toBe('¥1,200'.replace('¥', 'JP¥'))
    expect(yen.unitMoney('0.5')).toBe('JP¥0.5')
    const euro = documentFormat({ locale: 'en', timeZone: 'Europe/Berlin', currency: 'EUR' })
    expect(euro.unitMoney('0.125')).toBe('€0.00125')
    expect(euro.unitMoney('-2900')).toBe('−€29.00')
  })
  it('writes no space that the typeface lacks', () => {
    const french = documentFormat({ locale: 'fr', timeZone: 'Europe/Paris', currency: 'EUR' })
    expect(french.money(123456789n)).toBe('1\u00a0234\u00a0567,89\u00a0€')
    expect(french.quantity(10000)).toBe('10\u00a0000')
    expect(french.rate('25.5')).toBe('25,5\u00a0%')
  })
})

it('groups an IBAN by four', () => {
  expect(groupedIban('DE89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00'.replace(/ /g, '\u00a0'))
})
