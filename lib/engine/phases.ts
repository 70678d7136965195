import type { Interval } from './calendar'
import { EngineError } from './errors'
import type { PhaseFact, ProrationMode } from './timeline'

/** A new subscription's phases: a trial first, if there is one, then billed from its end. */
export function startPhases({ startsAt, trialEndsAt }: { startsAt: Date; trialEndsAt: Date | null }): PhaseFact[] {
  if (trialEndsAt === null || trialEndsAt <= startsAt) return [{ kind: 'BILLED', from: startsAt }]
  return [
    { kind: 'TRIAL', from: startsAt },
    { kind: 'BILLED', from: trialEndsAt },
  ]
}

/** The phase that an instant lies in. Throws `phase_missing` before the first. */
export function phaseAt(phases: readonly PhaseFact[], at: Date): PhaseFact {
  const phase = phases.findLast(({ from }) => from <= at)
  if (!phase) throw new EngineError('phase_missing', 'The subscription has not begun.', { at: at.toISOString() })
  return phase
}

/** Ends the running phase at `at`; what was planned after it is dropped, and a phase of no length disappears. */
function cut(phases: readonly PhaseFact[], at: Date, endProration?: ProrationMode): PhaseFact[] {
  const running = phaseAt(phases, at)
  const kept = phases.filter(({ from }) => from < running.from)
  return [...kept, endProration ? { ...running, endProration } : running]
}

/** The rhythm a phase continues or resumes: that of the last billed phase before `at`. */
function rhythmBefore(phases: readonly PhaseFact[], at: Date): Pick<PhaseFact, 'interval' | 'intervalCount'> {
  const { interval, intervalCount } = phases.findLast(({ kind, from }) => kind === 'BILLED' && from <= at) ?? {}
  return { ...(interval && { interval }), ...(intervalCount && { intervalCount }) }
}

export interface PauseInput {
  phases: readonly PhaseFact[]
  at: Date
  /** Known end of the pause; null = until somebody resumes. */
  resumesAt: Date | null
  /** What becomes of the rest of the running cycle; default: the policy's mode. */
  endProration?: ProrationMode
}

/**
 * Pauses a running subscription: nothing is billed until it resumes, with a cycle that starts afresh then.
 * Throws `subscription_paused`, `subscription_in_trial`, `resume_not_after_pause`.
 */
export function pausePhases({ phases, at, resumesAt, endProration }: PauseInput): PhaseFact[] {
  assertBilled(phaseAt(phases, at))
  const paused: PhaseFact[] = [...cut(phases, at, endProration), { kind: 'PAUSED', from: at }]
  if (resumesAt === null) return paused
  if (resumesAt <= at) throw new EngineError('resume_not_after_pause', 'A pause ends after it begins.')
  return [...paused, { kind: 'BILLED', from: resumesAt, ...rhythmBefore(phases, at) }]
}

/** Resumes at `at`, before any end that was planned. Throws `subscription_not_paused`. */
export function resumePhases({ phases, at }: { phases: readonly PhaseFact[]; at: Date }): PhaseFact[] {
  if (phaseAt(phases, at).kind !== 'PAUSED') {
    throw new EngineError('subscription_not_paused', 'Only a paused subscription can be resumed.')
  }
  return [...cut(phases, at), { kind: 'BILLED', from: at, ...rhythmBefore(phases, at) }]
}

export interface RestartInput {
  phases: readonly PhaseFact[]
  at: Date
  interval: Interval
  intervalCount: number
  endProration?: ProrationMode
}

/**
 * Starts the cycle afresh at `at` with another rhythm (monthly ↔ yearly), or the same (`full_restart`). The items'
 * prices for the new rhythm are new segments from the same instant. Throws `subscription_paused`, `subscription_in_trial`.
 */
export function restartPhases({ phases, at, interval, intervalCount, endProration }: RestartInput): PhaseFact[] {
  assertBilled(phaseAt(phases, at))
  return [...cut(phases, at, endProration), { kind: 'BILLED', from: at, interval, intervalCount }]
}

function assertBilled({ kind }: PhaseFact): void {
  if (kind === 'PAUSED') throw new EngineError('subscription_paused', 'The subscription is paused. Resume it first.')
  if (kind === 'TRIAL') throw new EngineError('subscription_in_trial', 'The trial is still running. End it first.')
}
