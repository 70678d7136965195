import { describe, expect, it } from 'vitest'
import { HARD_DECLINE_CODES, nextAttempt, type NextAttemptInput } from './dunning'

const finalizedAt = new Date('2026-05-01T10:00:00Z')
const next = (input: Partial<NextAttemptInput>) =>
  nextAttempt({
    attemptsMade: 1,
    failure: { code: 'card_declined', declineCode: 'insufficient_funds' },
    finalizedAt,
    failedAt: finalizedAt,
    ...input,
  })

describe('nextAttempt', () => {
  it('retries 1, 3, 5 and 7 days after finalisation, then gives up', () => {
    let failedAt = finalizedAt
    for (const [attemptsMade, expected] of [
      [1, '2026-05-02T10:00:00.000Z'],
      [2, '2026-05-04T10:00:00.000Z'],
      [3, '2026-05-06T10:00:00.000Z'],
      [4, '2026-05-08T10:00:00.000Z'],
    ] as const) {
      const result = next({ attemptsMade, failedAt: new Date(failedAt.getTime() + 30_000) })
      expect(result).toEqual({ retryAt: new Date(expected) })
      failedAt = new Date(expected)
    }
    expect(next({ attemptsMade: 5, failedAt })).toEqual({ stop: 'exhausted' })
  })

  it('never plans into the past: a debit that failed on 6 May is tried on 7 May, then two days later', () => {
    const failedAt = new Date('2026-05-06T09:00:00Z')
    expect(next({ failedAt })).toEqual({ retryAt: new Date('2026-05-07T09:00:00Z') })
    const again = new Date('2026-05-12T09:00:00Z')
    expect(next({ attemptsMade: 2, failedAt: again })).toEqual({ retryAt: new Date('2026-05-14T09:00:00Z') })
  })

  it.each([...HARD_DECLINE_CODES])('stops at the hard decline %s', (declineCode) => {
    expect(next({ failure: { code: 'card_declined', declineCode } })).toEqual({ stop: 'hard_decline' })
  })

  it('waits for the customer when the bank wants authentication', () => {
    expect(next({ failure: { code: 'authentication_required' } })).toEqual({ stop: 'action_required' })
    const failure = { code: 'card_declined', declineCode: 'authentication_required' }
    expect(next({ failure })).toEqual({ stop: 'action_required' })
  })

  it.each(['insufficient_funds', 'generic_decline', 'do_not_honor', 'try_again_later', null])(
    'retries after %s',
    (declineCode) => {
      expect(next({ failure: { code: 'card_declined', declineCode } })).toEqual({
        retryAt: new Date('2026-05-02T10:00:00Z'),
      })
    },
  )

  it('takes another schedule, or none', () => {
    expect(next({ scheduleDays: [2] })).toEqual({ retryAt: new Date('2026-05-03T10:00:00Z') })
    expect(next({ scheduleDays: [] })).toEqual({ stop: 'exhausted' })
  })
})
