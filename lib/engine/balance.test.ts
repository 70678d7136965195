import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyBalance, type CreditGrant } from './balance'
import { runs } from './testing/runs'

const at = new Date('2026-05-01T00:00:00Z')
const grant = (id: string, remaining: bigint, grantedAt: string, expiresAt: string | null = null): CreditGrant => ({
  id,
  remaining,
  grantedAt: new Date(grantedAt),
  expiresAt: expiresAt === null ? null : new Date(expiresAt),
})

describe('applyBalance', () => {
  it('uses the oldest first: 34.51 from 20.00 of March and 14.51 of April’s 30.00', () => {
    const grants = [grant('april', 3000n, '2026-04-01'), grant('march', 2000n, '2026-03-01')]
    expect(applyBalance({ amountDue: 3451n, grants, at })).toEqual({
      applied: [
        { grantId: 'march', amount: 2000n },
        { grantId: 'april', amount: 1451n },
      ],
      amountApplied: 3451n,
      amountDue: 0n,
    })
  })

  it('leaves expired and empty grants alone, from the very instant of expiry', () => {
    const grants = [
      grant('gone', 500n, '2026-01-01', at.toISOString()),
      grant('empty', 0n, '2026-01-02'),
      grant('last', 500n, '2026-01-03', '2026-05-01T00:00:00.001Z'),
    ]
    expect(applyBalance({ amountDue: 800n, grants, at })).toMatchObject({
      applied: [{ grantId: 'last', amount: 500n }],
      amountDue: 300n,
    })
  })

  it('has nothing to do for nothing due, or a credit', () => {
    const grants = [grant('a', 500n, '2026-01-01')]
    expect(applyBalance({ amountDue: 0n, grants, at })).toEqual({ applied: [], amountApplied: 0n, amountDue: 0n })
    expect(applyBalance({ amountDue: -100n, grants, at })).toEqual({ applied: [], amountApplied: 0n, amountDue: -100n })
    expect(() => applyBalance({ amountDue: 1n, grants: [grant('a', -1n, '2026-01-01')], at })).toThrow(
      expect.objectContaining({ code: 'grant_invalid' }),
    )
  })

  it('never uses more than a grant holds nor more than is due', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10_000n }),
        fc.array(fc.bigInt({ min: 0n, max: 3000n })),
        (amountDue, amounts) => {
          const grants = amounts.map((amount, index) => grant(`${index}`, amount, '2026-01-01'))
          const result = applyBalance({ amountDue, grants, at })
          const available = amounts.reduce((a, b) => a + b, 0n)
          expect(result.amountApplied).toBe(available < amountDue ? available : amountDue)
          expect(result.amountApplied + result.amountDue).toBe(amountDue)
          for (const { grantId, amount } of result.applied)
            expect(amount <= (amounts[Number(grantId)] ?? 0n)).toBe(true)
        },
      ),
      runs(100),
    )
  })
})
