import { expect, test } from 'vitest'
import { actionLabel, readableFacts } from './audit-words'

test('an action is written as words', () => {
  expect(actionLabel('subscription.cancel_at_period_end')).toBe('Subscription: cancel at period end')
})

test('facts are written for people: amounts with their currency, instants in the zone, names as words', () => {
  const facts = [
    { name: 'amount', value: '3451' },
    { name: 'currency', value: 'EUR' },
    { name: 'effectiveAt', value: '2026-04-30T08:00:00.000Z' },
    { name: 'number', value: 'CN-2026-000001' },
  ]
  expect(readableFacts(facts, 'Europe/Berlin')).toEqual([
    { name: 'amount', value: '€34.51' },
    { name: 'effective at', value: '30 Apr 2026, 10:00 CEST' },
    { name: 'number', value: 'CN-2026-000001' },
  ])
})

test('an amount without a currency stays as it is', () => {
  expect(readableFacts([{ name: 'total', value: '3451' }], 'UTC')).toEqual([{ name: 'total', value: '3451' }])
})
