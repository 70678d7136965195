import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextInvoiceStatus, nextPaymentStatus, nextSubscriptionStatus, type PaymentStatus } from './lifecycle'
import { runs } from './testing/runs'

describe('subscription', () => {
  it.each([
    ['INCOMPLETE', 'PAYMENT_SUCCEEDED', 'ACTIVE'],
    ['INCOMPLETE', 'PAYMENT_FAILED', 'INCOMPLETE'],
    ['INCOMPLETE', 'INCOMPLETE_EXPIRED', 'INCOMPLETE_EXPIRED'],
    ['INCOMPLETE', 'TRIAL_STARTED', 'TRIALING'],
    ['TRIALING', 'TRIAL_ENDED', 'ACTIVE'],
    ['ACTIVE', 'PAYMENT_FAILED', 'PAST_DUE'],
    ['PAST_DUE', 'PAYMENT_SUCCEEDED', 'ACTIVE'],
    ['PAST_DUE', 'DUNNING_EXHAUSTED', 'UNPAID'],
    ['UNPAID', 'PAYMENT_SUCCEEDED', 'ACTIVE'],
    ['ACTIVE', 'PAUSED', 'PAUSED'],
    ['PAUSED', 'RESUMED', 'ACTIVE'],
    ['ACTIVE', 'CANCELED', 'CANCELED'],
    ['CANCELED', 'PAYMENT_SUCCEEDED', 'CANCELED'],
    ['INCOMPLETE_EXPIRED', 'PAYMENT_SUCCEEDED', 'INCOMPLETE_EXPIRED'],
  ] as const)('%s + %s → %s', (status, event, expected) => {
    expect(nextSubscriptionStatus(status, event)).toBe(expected)
  })

  it.each([
    ['CANCELED', 'RESUMED'],
    ['CANCELED', 'PAUSED'],
    ['PAST_DUE', 'PAUSED'],
    ['INCOMPLETE', 'PAUSED'],
    ['ACTIVE', 'DUNNING_EXHAUSTED'],
    ['ACTIVE', 'INCOMPLETE_EXPIRED'],
  ] as const)('%s refuses %s', (status, event) => {
    expect(() => nextSubscriptionStatus(status, event)).toThrow(
      expect.objectContaining({ code: 'subscription_transition_illegal', details: { status, event } }),
    )
  })
})

describe('invoice', () => {
  it.each([
    ['DRAFT', 'FINALIZED', 'OPEN'],
    ['OPEN', 'PAID', 'PAID'],
    ['PAID', 'PAID', 'PAID'],
    ['OPEN', 'VOIDED', 'VOID'],
    ['OPEN', 'MARKED_UNCOLLECTIBLE', 'UNCOLLECTIBLE'],
    ['UNCOLLECTIBLE', 'PAID', 'PAID'],
  ] as const)('%s + %s → %s', (status, event, expected) => {
    expect(nextInvoiceStatus(status, event)).toBe(expected)
  })

  it.each([
    ['PAID', 'VOIDED'],
    ['VOID', 'PAID'],
    ['DRAFT', 'PAID'],
    ['VOID', 'FINALIZED'],
  ] as const)('%s refuses %s', (status, event) => {
    expect(() => nextInvoiceStatus(status, event)).toThrow(
      expect.objectContaining({ code: 'invoice_transition_illegal' }),
    )
  })
})

describe('payment', () => {
  it.each([
    ['CREATED', 'UNKNOWN', 'UNKNOWN'],
    ['UNKNOWN', 'SUCCEEDED', 'SUCCEEDED'],
    ['PROCESSING', 'FAILED', 'FAILED'],
    ['SUCCEEDED', 'PROCESSING', 'SUCCEEDED'],
    ['SUCCEEDED', 'FAILED', 'SUCCEEDED'],
    ['FAILED', 'PROCESSING', 'FAILED'],
    ['FAILED', 'SUCCEEDED', 'SUCCEEDED'], // money that moved is a fact
    ['PROCESSING', 'UNKNOWN', 'PROCESSING'],
  ] as const)('%s, told %s → %s', (status, reported, expected) => {
    expect(nextPaymentStatus(status, reported)).toBe(expected)
  })

  it('ends the same in whatever order, and however often, the messages of one outcome arrive', () => {
    const messages = fc.tuple(
      fc.constantFrom<PaymentStatus>('SUCCEEDED', 'FAILED', 'CANCELED'),
      fc.array(fc.constantFrom<PaymentStatus>('CREATED', 'UNKNOWN', 'REQUIRES_ACTION', 'PROCESSING')),
      fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
    )
    fc.assert(
      fc.property(messages, ([outcome, early, positions]) => {
        const order = [...early]
        for (const position of positions) order.splice(position % (order.length + 1), 0, outcome)
        expect(order.reduce(nextPaymentStatus, 'CREATED')).toBe(outcome)
      }),
      runs(200),
    )
  })
})
