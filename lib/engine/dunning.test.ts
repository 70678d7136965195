import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  dunningStep,
  HARD_DECLINE_CODES,
  nextAttempt,
  resumeDunning,
  type DunningState,
  type DunningStepInput,
  type NextAttemptInput,
} from './dunning'
import { runs } from './testing/runs'

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

describe('dunningStep', () => {
  const soft = { code: 'card_declined', declineCode: 'insufficient_funds' }
  const stolen = { code: 'card_declined', declineCode: 'stolen_card' }
  const policy = { retryDays: [1, 3, 5, 7], giveUpDays: 14 }
  const may = (day: number, hour = 10) => new Date(Date.UTC(2026, 4, day, hour))
  const step = (before: DunningState | null, at: Date, input: Partial<DunningStepInput> = {}) =>
    dunningStep({
      policy,
      before,
      failure: soft,
      onSession: false,
      finalizedAt,
      attemptedAt: at,
      failedAt: at,
      ...input,
    })
  const on = (attempts: number, day: number): DunningState => ({
    attempts,
    nextAttemptAt: may(day),
    stop: null,
    giveUpAt: null,
  })

  it('1 May fails, then 2, 4, 6 and 8 May: five attempts, and the final action is due at the fifth', () => {
    let state: DunningState | null = null
    for (const [day, next] of [
      [1, 2],
      [2, 4],
      [4, 6],
      [6, 8],
    ] as const)
      expect((state = step(state, may(day)))).toEqual(on(day === 1 ? 1 : day / 2 + 1, next))
    expect(step(state, may(8))).toEqual({ attempts: 5, nextAttemptAt: null, stop: 'exhausted', giveUpAt: may(8) })
  })

  it.each([
    ['a new card tried at once on 3 May', { attemptedAt: may(3), failedAt: may(3) }],
    ['the customer’s own bank debit', { onSession: true, attemptedAt: may(2), failedAt: may(3) }],
  ])('%s leaves the counter and the attempt of 4 May alone', (_what, input) => {
    expect(step(on(2, 4), may(3), input)).toEqual(on(2, 4))
  })

  it('staff who charge on the very day it is due take its turn', () => {
    expect(step(on(2, 4), may(4, 11))).toEqual(on(3, 6))
  })

  it('the customer’s debit that fails after the planned day moves that attempt, it does not skip it', () => {
    const input = { onSession: true, attemptedAt: may(3), failedAt: may(9) }
    // Step two of the schedule (day 3, two days after day 1) counts from the failure.
    expect(step(on(2, 4), may(9), input)).toEqual(on(2, 11))
  })

  it('a hard decline on 4 May plans nothing, and ends it on 18 May; repeating it does not buy time', () => {
    const stopped = step(on(2, 4), may(4), { failure: stolen })
    expect(stopped).toEqual({ attempts: 3, nextAttemptAt: null, stop: 'hard_decline', giveUpAt: may(18) })
    expect(step(stopped, may(10), { failure: stolen })).toEqual(stopped)
    expect(step(stopped, may(10), { failure: 'no_method' })).toEqual({ ...stopped, stop: 'no_method' })
  })

  it('a successor that is refused softly takes the schedule up again where it stopped', () => {
    const stopped = step(on(2, 4), may(4), { failure: stolen })
    // Three attempts were made: the third step is two days after the second.
    expect(step(stopped, may(10))).toEqual(on(3, 12))
  })

  it('nothing to charge is no attempt, and the bank’s wish for the customer is a stop of its own', () => {
    expect(step(null, may(1), { failure: 'no_method' })).toEqual({
      attempts: 0,
      nextAttemptAt: null,
      stop: 'no_method',
      giveUpAt: may(15),
    })
    const asked = step(null, may(1), { failure: { code: 'authentication_required' } })
    expect(asked).toMatchObject({ attempts: 1, stop: 'action_required', giveUpAt: may(15) })
  })

  it('without retries and without waiting it is over at once', () => {
    const none = { retryDays: [], giveUpDays: 0 }
    expect(step(null, may(1), { policy: none })).toMatchObject({ stop: 'exhausted', giveUpAt: may(1) })
    expect(step(null, may(1), { policy: none, failure: stolen })).toMatchObject({ giveUpAt: may(1) })
  })

  it('counts days of 24 hours, whatever clocks do in between', () => {
    // Europe/Berlin went to summer time on 29 March 2026 at 01:00 UTC.
    const before = new Date('2026-03-28T22:30:00Z')
    const state = step(null, before, { finalizedAt: before })
    expect(state.nextAttemptAt).toEqual(new Date('2026-03-29T22:30:00Z'))
  })

  it('whatever fails in whatever order: never in the past, always going somewhere, ends within the schedule', () => {
    const failure = fc.constantFrom<DunningStepInput['failure']>(soft, stolen, 'no_method', {
      code: 'authentication_required',
    })
    const event = fc.record({ failure, onSession: fc.boolean(), waitHours: fc.nat(200), settleHours: fc.nat(120) })
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 6 })
    fc.assert(
      fc.property(days, fc.array(event, { maxLength: 30 }), fc.nat(30), (unsorted, events, giveUpDays) => {
        const retryDays = unsorted.toSorted((a, b) => a - b)
        let state: DunningState | null = null
        let at = finalizedAt
        for (const { failure, onSession, waitHours, settleHours } of events) {
          const previous: DunningState | null = state
          const attemptedAt = new Date(at.getTime() + waitHours * 3_600_000)
          at = new Date(attemptedAt.getTime() + settleHours * 3_600_000)
          const input = { failure, onSession, attemptedAt, failedAt: at }
          state = step(previous, at, { policy: { retryDays, giveUpDays }, ...input })
          // Exactly one thing is ahead: an attempt, or the final action.
          expect((state.nextAttemptAt === null) !== (state.giveUpAt === null)).toBe(true)
          expect(state.stop === null).toBe(state.nextAttemptAt !== null)
          if (state.nextAttemptAt) expect(state.nextAttemptAt > at).toBe(true)
          expect(state.attempts - (previous?.attempts ?? 0)).toBeLessThanOrEqual(onSession ? 0 : 1)
          expect(state.attempts).toBeLessThanOrEqual(retryDays.length + 1)
        }
      }),
      runs(300),
    )
  })

  it('a hold from 3 to 10 May tries what was due at once, and moves the end from 18 to 25 May', () => {
    const pausedAt = may(3)
    const now = may(10)
    const state = (day: number | null, end: number | null) => ({
      nextAttemptAt: day === null ? null : may(day),
      giveUpAt: end === null ? null : may(end),
    })
    expect(resumeDunning({ state: state(4, null), pausedAt, now })).toEqual({ collectAt: now, giveUpAt: null })
    expect(resumeDunning({ state: state(12, null), pausedAt, now })).toEqual({ collectAt: may(12), giveUpAt: null })
    expect(resumeDunning({ state: state(null, 18), pausedAt, now })).toEqual({ collectAt: null, giveUpAt: may(25) })
  })
})
