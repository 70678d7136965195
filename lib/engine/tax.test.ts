import fc from 'fast-check'
import SalesTax from 'sales-tax'
import { describe, expect, it } from 'vitest'
import { EU_MEMBER_STATES, standardRateAt, VAT_RATES } from './rates'
import { computeTax, decideTax, type TaxableLine, type TaxBuyer, type TaxDecision } from './tax'
import { taxTerritory } from './tax-territory'
import { runs } from './testing/runs'

const seller = { country: 'DE', ossRegistered: true }
const consumer: TaxBuyer = { country: 'FR', isBusiness: false, vatIdStatus: 'NONE', taxExempt: false }
const at = new Date('2026-03-01T12:00:00Z')
const decide = (buyer: Partial<TaxBuyer>, from: Partial<typeof seller> = {}) =>
  decideTax({ seller: { ...seller, ...from }, buyer: { ...consumer, ...buyer }, at, rates: VAT_RATES })
const short = ({ category, rate, country, reason }: TaxDecision) => `${category} ${rate} ${country} ${reason}`

describe('decideTax, seller in Germany', () => {
  const business = { isBusiness: true, vatIdStatus: 'VALID' } as const
  it.each<[string, Partial<TaxBuyer>, string]>([
    ['German consumer', { country: 'DE' }, 'S 19 DE domestic'],
    ['German business with a valid id', { ...business, country: 'DE', vatId: 'DE136695976' }, 'S 19 DE domestic'],
    ['French consumer', {}, 'S 20 FR eu_consumer_at_customer_rate'],
    ['Finnish consumer', { country: 'FI' }, 'S 25.5 FI eu_consumer_at_customer_rate'],
    ['French business, valid id', { ...business, vatId: 'FR40303265045' }, 'AE 0 FR eu_business_reverse_charge'],
    [
      'Greek business, EL id',
      { ...business, country: 'GR', vatId: 'EL094259216' },
      'AE 0 GR eu_business_reverse_charge',
    ],
    ['French business without id', { isBusiness: true }, 'S 20 FR eu_business_without_valid_vat_id'],
    [
      'French business, id invalid',
      { isBusiness: true, vatId: 'FR1', vatIdStatus: 'INVALID' },
      'S 20 FR eu_business_without_valid_vat_id',
    ],
    ['French business, Dutch id', { ...business, vatId: 'NL123456789B01' }, 'S 20 FR eu_business_without_valid_vat_id'],
    ['Swiss business', { ...business, country: 'CH' }, 'O 0 CH outside_eu'],
    ['American consumer', { country: 'US' }, 'O 0 US outside_eu'],
    ['Canary Islands', { country: 'ES', postalCode: '35001' }, 'O 0 ES outside_eu_territory'],
    ['Madrid', { country: 'ES', postalCode: '28001' }, 'S 21 ES eu_consumer_at_customer_rate'],
    ['Ceuta', { country: 'ES', postalCode: '51001' }, 'O 0 ES outside_eu_territory'],
    ['Melilla', { country: 'ES', postalCode: '52001' }, 'O 0 ES outside_eu_territory'],
    ['Åland', { country: 'FI', postalCode: '22100' }, 'O 0 FI outside_eu_territory'],
    ['Réunion', { country: 'FR', postalCode: '97400' }, 'O 0 FR outside_eu_territory'],
    ['Büsingen, though in Germany', { country: 'DE', postalCode: '78266' }, 'O 0 DE outside_eu_territory'],
    ['Livigno', { country: 'IT', postalCode: '23041' }, 'O 0 IT outside_eu_territory'],
    ['Madeira', { country: 'PT', postalCode: '9000-042' }, 'S 22 PT eu_consumer_at_customer_rate'],
    ['Azores', { country: 'PT', postalCode: '9500-150' }, 'S 16 PT eu_consumer_at_customer_rate'],
    ['Monaco is France', { country: 'MC', postalCode: '98000' }, 'S 20 FR eu_consumer_at_customer_rate'],
    [
      'Monaco business with its FR id',
      { ...business, country: 'MC', vatId: 'FR40303265045' },
      'AE 0 FR eu_business_reverse_charge',
    ],
    [
      'Northern Ireland: goods only',
      { ...business, country: 'GB', postalCode: 'BT1 1AA', vatId: 'XI123456789' },
      'O 0 GB outside_eu',
    ],
    ['Isle of Man', { country: 'IM' }, 'O 0 GB outside_eu'],
    ['exempt French customer', { taxExempt: true }, 'E 0 FR exempt_customer'],
    ['exempt German customer', { country: 'DE', taxExempt: true }, 'E 0 DE exempt_customer'],
  ])('%s', (_, buyer, expected) => {
    expect(short(decide(buyer))).toBe(expected)
  })

  it('charges the seller’s rate to consumers abroad while below the OSS threshold', () => {
    expect(short(decide({}, { ossRegistered: false }))).toBe('S 19 DE eu_consumer_at_seller_rate')
  })

  it('marks the decision provisional while VIES does not answer', () => {
    const decision = decide({ isBusiness: true, vatId: 'FR40303265045', vatIdStatus: 'UNKNOWN' })
    expect(decision).toMatchObject({
      category: 'S',
      rate: '20',
      reason: 'eu_business_vat_id_unverified',
      provisional: true,
    })
  })

  it('does not wait for VIES where its answer would change nothing', () => {
    const unknown = { isBusiness: true, vatIdStatus: 'UNKNOWN' } as const
    expect(decide({ ...unknown, vatId: 'NL123456789B01' }).provisional).toBeUndefined() // not of the address's state
    expect(decide({ ...unknown, country: 'DE', vatId: 'DE136695976' }).provisional).toBeUndefined() // domestic
    expect(decide({ ...unknown, country: 'CH', vatId: 'CHE123456788' }).provisional).toBeUndefined() // outside
  })

  it('names the note that the invoice must carry', () => {
    expect(decide({ ...business, vatId: 'FR40303265045' }).noteKey).toBe('reverse_charge')
    expect(decide({ country: 'US' }).noteKey).toBe('outside_scope')
    expect(decide({}).noteKey).toBeUndefined()
  })

  it('serves other sellers too: in Austria, in Switzerland', () => {
    expect(short(decide({ country: 'AT' }, { country: 'AT' }))).toBe('S 20 AT domestic')
    expect(short(decide({ country: 'CH' }, { country: 'CH' }))).toBe('S 8.1 CH domestic')
    expect(short(decide({}, { country: 'CH' }))).toBe('S 20 FR eu_consumer_at_customer_rate')
    expect(short(decide({}, { country: 'CH', ossRegistered: false }))).toBe('O 0 FR seller_outside_eu')
  })

  it('never charges without a positive rate, nor a rate without charging', () => {
    const buyer = fc.record<TaxBuyer>({
      country: fc.constantFrom(...EU_MEMBER_STATES, 'US', 'GB', 'CH', 'MC', 'IM', 'XI', 'NO'),
      postalCode: fc.constantFrom(null, '35001', '9000-042', '22100', '75001', 'BT1 1AA'),
      isBusiness: fc.boolean(),
      vatId: fc.constantFrom(null, 'FR40303265045', 'XI123456789', 'junk'),
      vatIdStatus: fc.constantFrom('VALID', 'INVALID', 'UNKNOWN', 'NONE'),
      taxExempt: fc.boolean(),
    })
    fc.assert(
      fc.property(buyer, fc.boolean(), (someone, ossRegistered) => {
        const decision = decide(someone, { ossRegistered })
        expect(decision.category === 'S').toBe(Number(decision.rate) > 0)
        if (decision.category === 'AE') expect(someone.isBusiness && someone.vatIdStatus === 'VALID').toBe(true)
        if (!taxTerritory(someone).inEuVatTerritory) expect(decision.category).toBe('O')
      }),
      runs(300),
    )
  })
})

describe('standardRateAt', () => {
  it.each([
    ['EE', '2025-06-30T20:59:59Z', '22'], // 23:59:59 in Tallinn
    ['EE', '2025-06-30T21:00:00Z', '24'], // midnight in Tallinn
    ['SK', '2024-12-31T22:59:59Z', '20'],
    ['SK', '2024-12-31T23:00:00Z', '23'],
    ['FI', '2024-08-31T21:00:00Z', '25.5'],
    ['RO', '2025-07-31T20:59:59Z', '19'],
    ['RO', '2025-07-31T21:00:00Z', '21'],
    ['DE', '2020-07-01T00:00:00Z', '16'],
    ['DE', '2020-12-31T23:00:00Z', '19'],
    ['PT-20', '2026-01-01T00:00:00Z', '16'],
  ])('%s at %s: %s', (region, instant, rate) => {
    expect(standardRateAt({ rates: VAT_RATES, region, at: new Date(instant) })).toBe(rate)
  })

  it('knows a rate for every member state today', () => {
    for (const region of EU_MEMBER_STATES)
      expect(Number(standardRateAt({ rates: VAT_RATES, region, at }))).toBeGreaterThan(16)
  })

  it('refuses to guess', () => {
    expect(() => standardRateAt({ rates: VAT_RATES, region: 'US', at })).toThrow(
      expect.objectContaining({ code: 'tax_rate_missing' }),
    )
  })

  // An independent table of today's rates. Its history has a day's slip for Romania, so only the present is compared.
  it.each([...EU_MEMBER_STATES])('agrees with the sales-tax package on %s', async (region) => {
    const { rate } = await SalesTax.getSalesTax(region)
    expect(Number(standardRateAt({ rates: VAT_RATES, region, at }))).toBeCloseTo(rate * 100, 6)
  })
})

const standard = (rate: string, country = 'DE'): TaxDecision => ({ category: 'S', rate, country, reason: 'domestic' })
const line = (
  id: string,
  amount: bigint,
  decision = standard('19'),
  taxBehavior: TaxableLine['taxBehavior'] = 'EXCLUSIVE',
) => ({ id, amount, taxBehavior, decision }) satisfies TaxableLine

describe('computeTax', () => {
  it('rounds once per rate: three times 0.33 at 19 % is 0.19, shared 0.07 + 0.06 + 0.06', () => {
    const { breakdown, lines } = computeTax([line('a', 33n), line('b', 33n), line('c', 33n)])
    expect(breakdown).toMatchObject([{ category: 'S', rate: '19', taxableAmount: 99n, taxAmount: 19n }])
    expect(lines.map((each) => each.taxAmount)).toEqual([7n, 6n, 6n])
  })

  it('takes tax out of an inclusive price: 119.00 at 19 % is 100.00 + 19.00; 29.00 is 24.37 + 4.63', () => {
    const { lines } = computeTax([line('a', 11900n, standard('19'), 'INCLUSIVE')])
    expect(lines).toEqual([{ id: 'a', netAmount: 10000n, taxAmount: 1900n, grossAmount: 11900n }])
    // 2900 × 19 ÷ 119 = 463.025…
    expect(computeTax([line('b', 2900n, standard('19'), 'INCLUSIVE')]).lines[0]).toMatchObject({
      netAmount: 2437n,
      taxAmount: 463n,
    })
  })

  it('keeps rates and countries apart', () => {
    const { breakdown } = computeTax([line('a', 1000n), line('b', 1000n, standard('20', 'FR')), line('c', 500n)])
    expect(breakdown.map((row) => [row.country, row.rate, row.taxableAmount, row.taxAmount])).toEqual([
      ['DE', '19', 1500n, 285n],
      ['FR', '20', 1000n, 200n],
    ])
  })

  it('nets a credit against a charge of the same rate: 59.00 − 14.50 = 44.50, tax 8.46', () => {
    // 44.50 × 19 % = 8.455 → 8.46; exact parts 11.21 and −2.755 → 11.21 and −2.75.
    const { breakdown, lines } = computeTax([line('a', 5900n), line('b', -1450n)])
    expect(breakdown[0]).toMatchObject({ taxableAmount: 4450n, taxAmount: 846n })
    expect(lines.map((each) => each.taxAmount)).toEqual([1121n, -275n])
  })

  it('charges nothing under reverse charge but states the base', () => {
    const decision: TaxDecision = {
      category: 'AE',
      rate: '0',
      country: 'FR',
      reason: 'eu_business_reverse_charge',
      noteKey: 'reverse_charge',
    }
    expect(computeTax([line('a', 2900n, decision)]).breakdown).toEqual([
      { ...decision, taxableAmount: 2900n, taxAmount: 0n },
    ])
  })

  it('adds up: breakdown = lines, an inclusive gross stays to the cent, a credit mirrors a charge', () => {
    const anyLine = fc.record({
      amount: fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
      decision: fc.constantFrom(standard('19'), standard('25.5', 'FI'), standard('20', 'FR')),
      taxBehavior: fc.constantFrom<TaxableLine['taxBehavior']>('EXCLUSIVE', 'INCLUSIVE'),
    })
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 12 }), (inputs) => {
        const lines = inputs.map((input, index): TaxableLine => ({ id: `${index}`, ...input }))
        const result = computeTax(lines)
        const total = (values: bigint[]) => values.reduce((a, b) => a + b, 0n)
        expect(total(result.breakdown.map((row) => row.taxAmount))).toBe(
          total(result.lines.map((each) => each.taxAmount)),
        )
        expect(total(result.breakdown.map((row) => row.taxableAmount))).toBe(
          total(result.lines.map((each) => each.netAmount)),
        )
        result.lines.forEach((each, index) => {
          expect(each.netAmount + each.taxAmount).toBe(each.grossAmount)
          const { amount, taxBehavior } = lines[index] as TaxableLine
          expect(taxBehavior === 'INCLUSIVE' ? each.grossAmount : each.netAmount).toBe(amount)
        })
        const mirrored = computeTax(lines.map((each) => ({ ...each, amount: -each.amount })))
        expect(mirrored.breakdown.map((row) => -row.taxAmount)).toEqual(result.breakdown.map((row) => row.taxAmount))
      }),
      runs(300),
    )
  })
})
