import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settleCredit } from './credit-settlement'
import { runs } from './testing/runs'

describe('settleCredit', () => {
  it.each([
    [
      'half-paid, refund',
      { total: 3000n, amountDue: 2000n, amountRefundable: 5021n, preference: 'refund' },
      [2000n, 1000n, 0n],
    ],
    [
      'half-paid, balance',
      { total: 3000n, amountDue: 2000n, amountRefundable: 5021n, preference: 'balance' },
      [2000n, 0n, 1000n],
    ],
    ['unpaid', { total: 3000n, amountDue: 7021n, amountRefundable: 0n, preference: 'refund' }, [3000n, 0n, 0n]],
    [
      'paid from the balance',
      { total: 3000n, amountDue: 0n, amountRefundable: 0n, preference: 'refund' },
      [0n, 0n, 3000n],
    ],
    [
      'partly refunded already',
      { total: 3000n, amountDue: 0n, amountRefundable: 1200n, preference: 'refund' },
      [0n, 1200n, 1800n],
    ],
    [
      'outside, beyond what was paid',
      { total: 3000n, amountDue: 500n, amountRefundable: 1200n, preference: 'outside' },
      [500n, 0n, 1300n, 1200n],
    ],
  ] as const)('%s', (_, input, [toReceivable, toRefund, toCustomerCredit, toOutside = 0n]) => {
    expect(settleCredit(input)).toEqual({ toReceivable, toRefund, toCustomerCredit, toOutside })
  })

  it('refuses to settle nothing', () => {
    const nothing = { total: 0n, amountDue: 1n, amountRefundable: 1n, preference: 'refund' } as const
    expect(() => settleCredit(nothing)).toThrow(expect.objectContaining({ code: 'credit_not_positive' }))
  })

  it('adds up, and returns no more than was paid', () => {
    const amount = fc.bigInt({ min: 0n, max: 10_000n })
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        fc.constantFrom('refund' as const, 'balance' as const, 'outside' as const),
        (total, due, paid, preference) => {
          fc.pre(total > 0n)
          const parts = settleCredit({ total, amountDue: due, amountRefundable: paid, preference })
          expect(parts.toReceivable + parts.toRefund + parts.toCustomerCredit + parts.toOutside).toBe(total)
          expect(parts.toReceivable <= due && parts.toRefund + parts.toOutside <= paid).toBe(true)
          expect(Object.values(parts).every((part) => part >= 0n)).toBe(true)
        },
      ),
      runs(100),
    )
  })
})
