import { expect, test } from 'vitest'
import { simulate } from '@/lib/engine/simulation/simulate'
import netTerms from '@/docs/simulator/13-net-terms.json'
import { parseScenario } from './parse-scenario'
import { reportOf } from './report'

const play = (changes: object) => reportOf(simulate(parseScenario(JSON.stringify({ ...netTerms, ...changes }))))
const told = ({ happenings }: ReturnType<typeof play>) =>
  happenings
    .filter(({ code }) => ['reminder_sent', 'subscription_status', 'dunning_exhausted'].includes(code))
    .map(({ at, code, facts }) => [at.slice(0, 10), facts.to ?? facts.level ?? facts.action ?? code])

test('example 13: past due with the first reminder, active again with the money; nothing was charged', () => {
  const report = play({})
  expect(told(report)).toEqual([
    ['2025-12-31', 'ACTIVE'],
    ['2026-01-17', '1'],
    ['2026-01-17', 'PAST_DUE'],
    ['2026-01-19', 'ACTIVE'],
  ])
  expect(report.payments.map(({ processor }) => processor)).toEqual(['bank_transfer'])
  expect(report.invoices.map(({ dueDate }) => dueDate)).toEqual(['2026-01-15', '2026-02-15'])
})

test('never paid: three reminders, then it is left, or ends if the policy says so', () => {
  const unpaid = { events: netTerms.events.slice(0, 1), until: '2026-02-28' }
  const last = ['2026-02-03', '3']
  // Due on 15 January; the reminder of day 20 is of 4 February, 14 days later is the 18th. Midnight in Berlin is 23:00Z.
  const left = play(unpaid)
  expect(told(left).filter(([, what]) => what === '3' || what === 'leave')).toEqual([last, ['2026-02-17', 'leave']])
  expect(left.end).toMatchObject({ status: 'PAST_DUE', toPay: '69.02' })
  const ended = play({ ...unpaid, policy: { ...netTerms.policy, remindingEnds: 'cancel' } })
  expect(ended.end).toMatchObject({ status: 'CANCELED', mrr: '0.00', toPay: '69.02' })
})
