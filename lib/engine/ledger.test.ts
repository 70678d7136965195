import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as ledger from './ledger'
import { revenueEarnedBefore, revenueSchedule } from './revenue'
import { runs } from './testing/runs'

const month = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-02-01T00:00:00Z') }
const byAccount = (entries: ledger.LedgerEntry[]) =>
  Object.fromEntries(entries.map((entry) => [entry.account, entry.amount]))
const invoice: ledger.PostedInvoice = {
  currency: 'EUR',
  total: 7021n,
  lines: [{ netAmount: 5900n, ...month }],
  breakdown: [{ country: 'DE', taxAmount: 1121n }],
}

describe('entries', () => {
  it('finalised: 59.00 for January + 11.21 VAT are owed to us, the revenue deferred', () => {
    expect(byAccount(ledger.entriesForInvoiceFinalized(invoice))).toEqual({
      receivable: 7021n,
      'revenue.deferred': -5900n,
      'vat.DE': -1121n,
    })
  })

  it('finalised: a line without a period is earned at once', () => {
    const oneOff = { ...invoice, lines: [{ netAmount: 5900n }] }
    expect(byAccount(ledger.entriesForInvoiceFinalized(oneOff))['revenue.earned']).toBe(-5900n)
  })

  it('finalised below zero: owed to the customer at once', () => {
    const credit = {
      ...invoice,
      total: -7021n,
      lines: [{ netAmount: -5900n, ...month }],
      breakdown: [{ country: 'DE', taxAmount: -1121n }],
    }
    expect(byAccount(ledger.entriesForInvoiceFinalized(credit))).toEqual({
      customer_credit: -7021n,
      'revenue.deferred': 5900n,
      'vat.DE': 1121n,
    })
  })

  it('refuses an invoice whose total is not its parts', () => {
    expect(() => ledger.entriesForInvoiceFinalized({ ...invoice, total: 7020n })).toThrow(
      expect.objectContaining({ code: 'ledger_unbalanced', details: { currency: 'EUR', difference: '-1' } }),
    )
  })

  it('voided: the mirror, with 10.00 already recognised taken back from earned', () => {
    expect(byAccount(ledger.entriesForInvoiceVoided({ ...invoice, recognizedAmount: 1000n }))).toEqual({
      receivable: -7021n,
      'revenue.deferred': 4900n,
      'revenue.earned': 1000n,
      'vat.DE': 1121n,
    })
  })

  it('paid 80.00 on 70.21: 9.79 is the customer’s credit', () => {
    const entries = ledger.entriesForPaymentSucceeded({
      processor: 'bank_transfer',
      currency: 'EUR',
      amount: 8000n,
      overpaid: 979n,
    })
    expect(byAccount(entries)).toEqual({ 'cash.bank_transfer': 8000n, receivable: -7021n, customer_credit: -979n })
  })

  it('credited in three ways: 20.00 off what is owed, 30.00 to the balance, 20.21 refunded', () => {
    const note = { ...invoice, toReceivable: 2000n, toCustomerCredit: 3000n, toRefund: 2021n, recognizedAmount: 900n }
    expect(byAccount(ledger.entriesForCreditNoteIssued(note))).toEqual({
      'revenue.deferred': 5000n,
      'revenue.earned': 900n,
      'vat.DE': 1121n,
      receivable: -2000n,
      customer_credit: -3000n,
      refunds_payable: -2021n,
    })
  })

  it('refunded, failed, refunded again: the money leaves once', () => {
    const refund = { processor: 'stripe', currency: 'EUR', amount: 2021n }
    expect(byAccount(ledger.entriesForRefundSucceeded(refund))).toEqual({
      refunds_payable: 2021n,
      'cash.stripe': -2021n,
    })
    expect(byAccount(ledger.entriesForRefundFailed(refund))).toEqual({ refunds_payable: -2021n, 'cash.stripe': 2021n })
  })

  it('a refund that takes days is on its way meanwhile, and leaves nothing there', () => {
    const refund = { processor: 'stripe', currency: 'EUR', amount: 2021n }
    const sent = ledger.entriesForRefundSent(refund)
    expect(byAccount(sent)).toEqual({ refunds_payable: 2021n, 'clearing.stripe': -2021n })
    expect(byAccount(ledger.entriesForRefundSucceeded({ ...refund, wasSent: true }))).toEqual({
      'clearing.stripe': 2021n,
      'cash.stripe': -2021n,
    })
    expect(byAccount(ledger.entriesForRefundUnsent(refund))).toEqual({
      refunds_payable: -2021n,
      'clearing.stripe': 2021n,
    })
  })

  it('says nothing about nothing', () => {
    expect(ledger.entriesForInvoiceFinalized({ currency: 'EUR', total: 0n, lines: [], breakdown: [] })).toEqual([])
  })

  it('every event balances, and a life that ends well leaves nothing on the transit accounts', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 9n })
    fc.assert(
      fc.property(amount, amount, fc.constantFrom('EUR', 'JPY'), (net, tax, currency) => {
        const posted = {
          currency,
          total: net + tax,
          lines: [{ netAmount: net, ...month }],
          breakdown: [{ country: 'FR', taxAmount: tax }],
        }
        const moved = { processor: 'stripe', currency, amount: net + tax }
        const events = [
          ledger.entriesForInvoiceFinalized(posted),
          ledger.entriesForUncollectible(moved),
          ledger.entriesForBadDebtRecovered(moved),
          ledger.entriesForPaymentSucceeded(moved),
          ledger.entriesForRevenueRecognized({ currency, amount: net }),
          ledger.entriesForDisputeOpened(moved),
          ledger.entriesForDisputeWon(moved),
          ledger.entriesForCreditNoteIssued({
            ...posted,
            toReceivable: 0n,
            toCustomerCredit: 0n,
            toRefund: net + tax,
            recognizedAmount: net,
          }),
          ledger.entriesForRefundSucceeded(moved),
        ]
        const balances = new Map<string, bigint>()
        for (const entries of events) {
          expect(entries.reduce((sum, entry) => sum + entry.amount, 0n)).toBe(0n)
          for (const { account, amount: value } of entries) balances.set(account, (balances.get(account) ?? 0n) + value)
        }
        expect([...balances.values()].every((balance) => balance === 0n)).toBe(true)
      }),
      runs(100),
    )
  })
})

describe('revenueSchedule', () => {
  it('10.00 over three days: 3.33, 3.34, 3.33', () => {
    const period = {
      amount: 1000n,
      from: new Date('2026-01-30T09:00:00Z'),
      to: new Date('2026-02-02T09:00:00Z'),
      timeZone: 'UTC',
    }
    expect(revenueSchedule(period)).toEqual([
      { date: '2026-01-30', amount: 333n },
      { date: '2026-01-31', amount: 334n },
      { date: '2026-02-01', amount: 333n },
    ])
  })

  it('earns a period within one day on that day', () => {
    const period = {
      amount: 5n,
      from: new Date('2026-01-30T09:00:00Z'),
      to: new Date('2026-01-30T10:00:00Z'),
      timeZone: 'UTC',
    }
    expect(revenueSchedule(period)).toEqual([{ date: '2026-01-30', amount: 5n }])
  })

  it('adds up to the whole, and the closed form agrees with the schedule on every day', () => {
    const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2025-01-01'), noInvalidDate: true })
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York')
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
        instant,
        fc.nat(60),
        zone,
        (amount, from, days, timeZone) => {
          const period = { amount, from, to: new Date(from.getTime() + days * 86_400_000 + 1), timeZone }
          const schedule = revenueSchedule(period)
          expect(schedule.reduce((sum, day) => sum + day.amount, 0n)).toBe(amount)
          const middle = new Date((period.from.getTime() + period.to.getTime()) / 2)
          const date = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(middle)
          const earned = schedule.filter((day) => day.date < date).reduce((sum, day) => sum + day.amount, 0n)
          expect(revenueEarnedBefore({ ...period, before: middle })).toBe(earned)
        },
      ),
      runs(100),
    )
  })
})
