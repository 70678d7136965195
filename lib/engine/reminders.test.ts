import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reminderStep, type ReminderInput } from './reminders'

const at = (text: string) => new Date(`${text}T10:00:00Z`)
const step = (input: Partial<ReminderInput>) =>
  reminderStep({
    reminderDays: [3, 10, 20],
    giveUpDays: 14,
    dueAt: at('2026-05-01'),
    sent: 0,
    lastSentAt: null,
    now: at('2026-05-01'),
    ...input,
  })

describe('reminders of a sent invoice, 3, 10 and 20 days after it fell due on 1 May', () => {
  test('nothing is sent on the day it falls due; the first is planned', () => {
    expect(step({})).toEqual({ level: null, nextAt: at('2026-05-04'), giveUpAt: null })
  })
  test('the first on 4 May, the second on 11 May', () => {
    expect(step({ now: at('2026-05-04') })).toEqual({ level: 1, nextAt: at('2026-05-11'), giveUpAt: null })
    expect(step({ sent: 1, lastSentAt: at('2026-05-04'), now: at('2026-05-10') }).level).toBeNull()
  })
  test('the last on 21 May; the final action 14 days later', () => {
    const last = step({ sent: 2, lastSentAt: at('2026-05-11'), now: at('2026-05-21') })
    expect(last).toEqual({ level: 3, nextAt: null, giveUpAt: at('2026-06-04') })
  })
  test('late ones keep their distance', () => {
    // The first on 9 May instead of the 4th: the second 7 days on instead of the 11th, the third 10 days after that.
    expect(step({ now: at('2026-05-09') })).toEqual({ level: 1, nextAt: at('2026-05-16'), giveUpAt: null })
    expect(step({ sent: 1, lastSentAt: at('2026-05-09'), now: at('2026-05-16') }).nextAt).toEqual(at('2026-05-26'))
  })
  test('without days nothing is planned and nothing given up', () => {
    expect(step({ reminderDays: [] })).toEqual({ level: null, nextAt: null, giveUpAt: null })
  })
  test('a policy with fewer days than were sent gives up from the last', () => {
    const end = step({ reminderDays: [3], sent: 2, lastSentAt: at('2026-05-11'), now: at('2026-05-12') })
    expect(end).toEqual({ level: null, nextAt: null, giveUpAt: at('2026-05-25') })
  })
})

test('whenever it is asked, each level goes out once, in order, never two within its distance', () => {
  const days = fc
    .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 })
    .map((all) => all.sort((a, b) => a - b))
  fc.assert(
    fc.property(
      days,
      fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 30, maxLength: 60 }),
      (reminderDays, waits) => {
        const dueAt = at('2026-05-01')
        let [now, sent, lastSentAt] = [dueAt, 0, null as Date | null]
        for (const wait of waits) {
          now = new Date(now.getTime() + wait * 86_400_000)
          const { level } = step({ reminderDays, sent, lastSentAt, now })
          if (level === null) continue
          expect(level).toBe(sent + 1)
          const distance = reminderDays[sent]! - (reminderDays[sent - 1] ?? 0)
          expect(now.getTime() - (lastSentAt ?? dueAt).getTime()).toBeGreaterThanOrEqual(distance * 86_400_000)
          sent = level
          lastSentAt = now
        }
        expect(sent).toBeLessThanOrEqual(reminderDays.length)
      },
    ),
  )
})
