import { describe, expect, test } from 'vitest'
import { nextAttemptAt, RETRY_DELAYS_MS } from './retry-schedule'

const noon = new Date('2026-03-01T12:00:00Z')
const after = (step: number, random = 0) => nextAttemptAt({ step, now: noon, random })?.toISOString() ?? null

describe('a delivery that fails is tried again', () => {
  test.each([
    [1, '2026-03-01T12:01:00.000Z'],
    [2, '2026-03-01T12:05:00.000Z'],
    [3, '2026-03-01T12:30:00.000Z'],
    [4, '2026-03-01T14:00:00.000Z'],
    [5, '2026-03-01T17:00:00.000Z'],
    [6, '2026-03-01T22:00:00.000Z'],
    [7, '2026-03-02T02:00:00.000Z'],
    [8, '2026-03-02T08:00:00.000Z'],
    [9, '2026-03-02T08:00:00.000Z'],
    [10, null],
  ])('after failure %i at %s', (step, expected) => expect(after(step)).toBe(expected))

  test('up to a tenth later, never earlier', () => {
    expect(after(1, 0.5)).toBe('2026-03-01T12:01:03.000Z')
    expect(after(8, 0.5)).toBe('2026-03-02T09:00:00.000Z')
  })

  test('for three days: 1 + 5 + 30 minutes and 2 + 5 + 10 + 14 + 20 + 20 hours are 71 hours and 36 minutes', () => {
    expect(RETRY_DELAYS_MS.reduce((sum, delay) => sum + delay, 0)).toBe((71 * 60 + 36) * 60_000)
  })
})
