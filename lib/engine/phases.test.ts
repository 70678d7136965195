import { describe, expect, it } from 'vitest'
import { pausePhases, phaseAt, restartPhases, resumePhases, startPhases } from './phases'
import type { PhaseFact } from './timeline'

const day = (text: string) => new Date(`${text}T00:00:00Z`)
const running: PhaseFact[] = [{ kind: 'BILLED', from: day('2026-01-01'), interval: 'YEAR', intervalCount: 1 }]
const short = (phases: PhaseFact[]) =>
  phases.map(({ kind, from, interval }) => `${kind} ${from.toISOString().slice(0, 10)} ${interval ?? '-'}`)

describe('phases', () => {
  it('begin with a trial or without', () => {
    expect(short(startPhases({ startsAt: day('2026-01-01'), trialEndsAt: day('2026-01-15') }))).toEqual([
      'TRIAL 2026-01-01 -',
      'BILLED 2026-01-15 -',
    ])
    expect(short(startPhases({ startsAt: day('2026-01-01'), trialEndsAt: null }))).toEqual(['BILLED 2026-01-01 -'])
    expect(short(startPhases({ startsAt: day('2026-01-01'), trialEndsAt: day('2026-01-01') }))).toEqual([
      'BILLED 2026-01-01 -',
    ])
  })

  it('pause until somebody resumes, and come back with the same rhythm', () => {
    const paused = pausePhases({ phases: running, at: day('2026-03-01'), resumesAt: null })
    expect(short(paused)).toEqual(['BILLED 2026-01-01 YEAR', 'PAUSED 2026-03-01 -'])
    expect(short(resumePhases({ phases: paused, at: day('2026-05-01') }))).toEqual([
      'BILLED 2026-01-01 YEAR',
      'PAUSED 2026-03-01 -',
      'BILLED 2026-05-01 YEAR',
    ])
  })

  it('pause until a date, which resuming earlier overtakes', () => {
    const paused = pausePhases({
      phases: running,
      at: day('2026-03-01'),
      resumesAt: day('2026-06-01'),
      endProration: 'none',
    })
    expect(short(paused).at(-1)).toBe('BILLED 2026-06-01 YEAR')
    expect(paused[0]?.endProration).toBe('none')
    expect(phaseAt(paused, day('2026-06-01')).kind).toBe('BILLED')
    expect(short(resumePhases({ phases: paused, at: day('2026-04-01') })).slice(1)).toEqual([
      'PAUSED 2026-03-01 -',
      'BILLED 2026-04-01 YEAR',
    ])
  })

  it('restart with another rhythm', () => {
    const monthly = restartPhases({ phases: running, at: day('2026-02-10'), interval: 'MONTH', intervalCount: 1 })
    expect(short(monthly)).toEqual(['BILLED 2026-01-01 YEAR', 'BILLED 2026-02-10 MONTH'])
  })

  it('refuse what contradicts them', () => {
    const at = day('2026-03-01')
    const paused = pausePhases({ phases: running, at, resumesAt: null })
    const trial = startPhases({ startsAt: day('2026-01-01'), trialEndsAt: day('2026-06-01') })
    const rhythm = { interval: 'MONTH', intervalCount: 1 } as const
    for (const [code, attempt] of [
      ['subscription_paused', () => pausePhases({ phases: paused, at, resumesAt: null })],
      ['subscription_paused', () => restartPhases({ phases: paused, at, ...rhythm })],
      ['subscription_in_trial', () => pausePhases({ phases: trial, at, resumesAt: null })],
      ['subscription_not_paused', () => resumePhases({ phases: running, at })],
      ['resume_not_after_pause', () => pausePhases({ phases: running, at, resumesAt: at })],
      ['phase_missing', () => phaseAt(running, day('2025-12-31'))],
    ] as const) {
      expect(attempt).toThrow(expect.objectContaining({ code }))
    }
  })
})
