import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from './testing/runs'
import { afterVatIdCheck, isInVies, vatIdCountry, type VatIdOutcome, type VatIdState } from './vat-id'

const policy = { recheckDays: 90, trustDays: 120 }
const unknown: VatIdState = { status: 'UNKNOWN', checkedAt: null, checkAt: null, failures: 0 }
const at = (text: string) => new Date(text)
const confirmed = afterVatIdCheck(unknown, { outcome: 'VALID', now: at('2026-01-01T00:00:00Z'), policy })

describe('afterVatIdCheck', () => {
  it('a confirmation is asked about again after 90 days', () => {
    // 1 January + 90 days = 1 April (31 + 28 + 31 = 90)
    expect(confirmed).toEqual({
      status: 'VALID',
      checkedAt: at('2026-01-01T00:00:00Z'),
      checkAt: at('2026-04-01T00:00:00Z'),
      failures: 0,
    })
  })

  it('an unknown id is not asked about again by itself', () => {
    const now = at('2026-01-01T00:00:00Z')
    expect(afterVatIdCheck(unknown, { outcome: 'INVALID', now, policy })).toEqual({
      status: 'INVALID',
      checkedAt: now,
      checkAt: null,
      failures: 0,
    })
  })

  it.each([
    ['2026-04-01T00:00:00Z', 'VALID', '2026-04-01T00:05:00Z'],
    ['2026-04-30T23:58:00Z', 'VALID', '2026-05-01T00:00:00Z'], // the retry would be 00:03: the trust ends before it
    ['2026-05-01T00:00:00Z', 'UNKNOWN', '2026-05-01T00:05:00Z'], // 1 January + 120 days
  ])('no answer at %s: the confirmation of 1 January leaves it %s', (now, status, checkAt) => {
    const after = afterVatIdCheck(confirmed, { outcome: 'UNAVAILABLE', now: at(now), policy })
    expect(after).toEqual({ status, checkedAt: confirmed.checkedAt, checkAt: at(checkAt), failures: 1 })
  })

  it('retries after 5, 10, 20 minutes and so on, at most 12 hours', () => {
    let state = unknown
    const pauses: number[] = []
    for (let i = 0; i < 10; i++) {
      const now = state.checkAt ?? at('2026-01-01T00:00:00Z')
      state = afterVatIdCheck(state, { outcome: 'UNAVAILABLE', now, policy })
      pauses.push((state.checkAt!.getTime() - now.getTime()) / 60_000)
    }
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 720, 720])
    expect(state.status).toBe('UNKNOWN')
  })

  it('never takes silence for an answer, and never trusts a confirmation beyond its days', () => {
    const step = fc.record({
      outcome: fc.constantFrom<VatIdOutcome>('VALID', 'INVALID', 'UNAVAILABLE'),
      hours: fc.integer({ min: 1, max: 24 * 60 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let state = unknown
        let now = at('2026-01-01T00:00:00Z')
        let answered: { outcome: VatIdOutcome; at: Date } | null = null
        for (const { outcome, hours } of steps) {
          now = new Date(now.getTime() + hours * 3_600_000)
          state = afterVatIdCheck(state, { outcome, now, policy })
          if (outcome !== 'UNAVAILABLE') answered = { outcome, at: now }
          if (state.status === 'VALID' || state.status === 'INVALID') expect(state.status).toBe(answered?.outcome)
          if (state.status === 'VALID')
            expect(now.getTime() - answered!.at.getTime()).toBeLessThan(policy.trustDays * 24 * 3_600_000)
          if (state.status !== 'INVALID') expect(state.checkAt!.getTime()).toBeGreaterThan(now.getTime())
          expect(state.checkedAt).toEqual(answered?.at ?? null)
        }
      }),
      runs(300),
    )
  })
})

describe('vatIdCountry and isInVies', () => {
  it.each([
    ['FR40303265045', 'FR', true],
    ['EL094259216', 'GR', true],
    ['XI123456789', 'GB', true],
    ['GB123456789', 'GB', false],
    ['CHE123456788', 'CH', false],
    ['123', null, false],
  ])('%s: %s, %s', (vatId, country, known) => {
    expect(vatIdCountry(vatId)).toBe(country)
    expect(isInVies(vatId)).toBe(known)
  })
})
