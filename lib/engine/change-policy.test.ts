import { describe, expect, test } from 'vitest'
import { decideChange, type ChangePolicy, type ChangeSide } from './change-policy'

const policy: ChangePolicy = {
  directionBy: 'rank',
  upgrade: { timing: 'now', mode: 'prorate' },
  downgrade: { timing: 'period_end', mode: 'none' },
  longer: { timing: 'now' },
  shorter: { timing: 'period_end' },
}
const side = (facts: Partial<ChangeSide> = {}): ChangeSide => ({
  rank: 1,
  unitAmount: 2900n,
  quantity: 1,
  interval: 'MONTH',
  intervalCount: 1,
  ...facts,
})

describe('the direction of a change', () => {
  test.each<[string, Partial<ChangeSide>, string]>([
    ['a higher plan', { rank: 2, unitAmount: 5900n }, 'upgrade'],
    ['a higher plan that costs less (a special offer)', { rank: 2, unitAmount: 1900n }, 'upgrade'],
    ['the same plan, more of it', { quantity: 2 }, 'upgrade'],
    ['the same plan, a dearer price', { unitAmount: 3000n }, 'upgrade'],
    ['a lower plan', { rank: 0, unitAmount: 900n }, 'downgrade'],
    ['nothing more', { unitAmount: 2900n }, 'downgrade'],
    ['yearly', { interval: 'YEAR', unitAmount: 29000n }, 'longer'],
    ['quarterly', { intervalCount: 3, unitAmount: 8000n }, 'longer'],
    ['yearly and higher', { interval: 'YEAR', rank: 3 }, 'longer'],
  ])('%s', (_, to, direction) => {
    expect(decideChange({ from: side(), to: side(to), policy }).direction).toBe(direction)
  })

  test('twelve months are a year', () => {
    const from = side({ intervalCount: 12 })
    expect(decideChange({ from, to: side({ interval: 'YEAR', unitAmount: 5000n }), policy }).direction).toBe('upgrade')
  })

  test('by amount the rank does not matter', () => {
    const to = side({ rank: 2, unitAmount: 1900n })
    expect(decideChange({ from: side(), to, policy: { ...policy, directionBy: 'amount' } }).direction).toBe('downgrade')
  })
})

test('each direction has its own timing and mode; another rhythm always restarts', () => {
  const to = (facts: Partial<ChangeSide>) =>
    decideChange({ from: side({ rank: 2, quantity: 2 }), to: side(facts), policy })
  expect(to({ rank: 3 })).toEqual({ direction: 'upgrade', timing: 'now', mode: 'prorate' })
  expect(to({ rank: 1 })).toEqual({ direction: 'downgrade', timing: 'period_end', mode: 'none' })
  expect(to({ interval: 'YEAR' })).toEqual({ direction: 'longer', timing: 'now', mode: 'full_restart' })
  const back = decideChange({ from: side({ interval: 'YEAR' }), to: side(), policy })
  expect(back).toEqual({ direction: 'shorter', timing: 'period_end', mode: 'full_restart' })
})
