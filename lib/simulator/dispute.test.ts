import { expect, test } from 'vitest'
import { simulate } from '@/lib/engine/simulation/simulate'
import disputes from '@/docs/simulator/12-disputes.json'
import { parseScenario } from './parse-scenario'
import { reportOf } from './report'

const play = (events: object[]) =>
  reportOf(simulate(parseScenario(JSON.stringify({ ...disputes, events: [...disputes.events, ...events] }))))

test('the books of example 12: a payment lost, one given back, two fees', () => {
  const { accounts } = play([])
  const of = Object.fromEntries(accounts.map(({ account, amount }) => [account, amount]))
  // 2 × 34.51 − 34.51 − 2 × 20.00.
  expect(of['cash.stripe']).toBe('-5.49')
  expect([of['bad_debt'], of['fees.stripe'], of['disputes']]).toEqual(['34.51', '40.00', undefined])
})

test('what contradicts is refused: twice, unasked, of no payment, of more than there is', () => {
  const at = '2026-02-21'
  const event = (fields: object) => ({ at, type: 'dispute', ...fields })
  const { refusals } = play([
    event({ invoice: 1, outcome: 'opened' }),
    event({ invoice: 2, outcome: 'won' }),
    event({ invoice: 3, outcome: 'opened' }),
    event({ invoice: 2, outcome: 'opened', amount: '34.52' }),
    event({ invoice: 2, outcome: 'opened', amount: '10.00' }),
  ])
  expect(refusals.map(({ code }) => code)).toEqual([
    'payment_disputed',
    'payment_disputed',
    'dispute_not_open',
    'invoice_unknown',
    'dispute_above_payment',
  ])
})
