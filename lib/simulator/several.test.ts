import { expect, test } from 'vitest'
import { playScenario } from './play-scenario'

const start = { at: '2026-01-01', type: 'start', price: 'starter-monthly' }
const play = (events: object[], more: object = {}) => {
  const played = playScenario(JSON.stringify({ events: [start, ...events], until: '2026-03-10', ...more }))
  if ('error' in played) throw new Error(played.error)
  return played.report
}

test.each<[string, object]>([
  [
    'events[1].subscription: There is no subscription “West”; there are sub_1.',
    { at: '2026-01-02', type: 'cancel', subscription: 'West' },
  ],
  [
    'events[1].alignWith: There is no subscription “West”; there are sub_1, North.',
    { ...start, subscription: 'North', alignWith: 'West' },
  ],
  [
    'events[1].subscription: This should be a name other than sub_1, sub_2 …, which those without one have.',
    { ...start, subscription: 'sub_2' },
  ],
])('%s', (sentence, event) => {
  expect(() => play([event])).toThrow(sentence)
})

test('a second one without a name, a name twice and an alignment with what is over are refused', () => {
  const { refusals, subscriptions } = play([
    { ...start, at: '2026-01-02' },
    { ...start, at: '2026-01-02', subscription: 'North' },
    { ...start, at: '2026-01-03', subscription: 'North' },
    { at: '2026-01-04', type: 'cancel', subscription: 'North', when: 'now' },
    { ...start, at: '2026-01-05', subscription: 'South', alignWith: 'North' },
    { at: '2026-01-06', type: 'undo', subscription: 'North' },
  ])
  expect(refusals.map(({ event, code }) => [event, code])).toEqual([
    [1, 'subscription_exists'],
    [3, 'subscription_exists'],
    [5, 'alignment_impossible'],
    [6, 'subscription_not_live'],
  ])
  expect(subscriptions.map(({ id, status }) => [id, status])).toEqual([
    ['sub_1', 'ACTIVE'],
    ['North', 'CANCELED'],
  ])
})

test('dunning ends those that the invoice bills; another is not concerned', () => {
  const { subscriptions, invoices } = play([
    { ...start, subscription: 'Together', alignWith: 'sub_1' },
    { ...start, subscription: 'Apart', price: 'starter-yearly' },
    { at: '2026-01-20', type: 'payments', outcome: 'decline' },
  ])
  expect(subscriptions.map(({ status }) => status)).toEqual(['CANCELED', 'CANCELED', 'ACTIVE'])
  // 58.00 × 1.19.
  expect(invoices.at(-1)).toMatchObject({ subscription: null, total: '69.02', toPay: '69.02' })
})

test('credit pays what is open, and cents that nobody can charge are waived', () => {
  const { end, invoices, creditNotes } = play([
    { at: '2026-01-20', type: 'payments', outcome: 'decline' },
    { at: '2026-02-01T12:00', type: 'grant', amount: '34.20' },
  ])
  // 34.51 − 34.20 = 0.31 on 2 February; March's is past due.
  expect(invoices[1]).toMatchObject({ status: 'PAID', fromCredit: '34.20', credited: '0.31' })
  expect(creditNotes).toMatchObject([{ invoice: 'INV-2', date: '2026-02-02', total: '0.31' }])
  expect(end).toMatchObject({ status: 'CANCELED', toPay: '34.51', credit: '0.00' })
})

test('what was used until dunning ended is billed', () => {
  const { invoices } = play(
    [
      { at: '2026-01-01', type: 'add_item', price: 'call' },
      { at: '2026-01-20', type: 'payments', outcome: 'decline' },
      { at: '2026-02-03', type: 'usage', item: 'call', quantity: 30 },
    ],
    { prices: { call: { name: 'Calls', metered: { model: 'flat', unitAmount: '0.10' } } } },
  )
  // 30 × 0.10 on 8 February, the end of the last retry.
  expect(invoices.map(({ date, net }) => [date, net])).toEqual([
    ['2026-01-01', '29.00'],
    ['2026-02-01', '29.00'],
    ['2026-02-08', '3.00'],
  ])
})

test('what rests ends at once, and what is past due does not rest', () => {
  const { refusals, subscriptions } = play([
    { ...start, subscription: 'North' },
    { at: '2026-01-10', type: 'pause', subscription: 'North', until: '2026-03-01' },
    { at: '2026-01-11', type: 'cancel', subscription: 'North' },
    { at: '2026-01-20', type: 'payments', outcome: 'decline' },
    { at: '2026-02-02', type: 'pause' },
  ])
  expect(refusals.map(({ code }) => code)).toEqual(['subscription_past_due'])
  expect(subscriptions[1]).toMatchObject({ id: 'North', status: 'CANCELED', pending: null })
})
