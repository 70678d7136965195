import { expect, it } from 'vitest'
import { draftPeriod } from './draft-period'

const createdAt = new Date('2026-03-01T09:00:00Z')
const at = (text: string) => new Date(text)

it.each<[string, number, boolean, boolean, string, string | null, 'VAT_ID' | null]>([
  // grace, renewal, provisional, now → finalises, held for
  ['nothing to wait for', 0, true, false, '2026-03-01T09:00:00Z', null, null],
  ['48 hours for late usage', 48, true, false, '2026-03-01T09:00:00Z', '2026-03-03T09:00:00Z', null],
  ['not for a change of plan', 48, false, false, '2026-03-01T09:00:00Z', null, null],
  ['7 days for VIES', 0, false, true, '2026-03-01T09:00:00Z', '2026-03-08T09:00:00Z', 'VAT_ID'],
  ['both: the longer', 48, true, true, '2026-03-01T09:00:00Z', '2026-03-08T09:00:00Z', 'VAT_ID'],
  ['a grace longer than the hold', 240, true, true, '2026-03-01T09:00:00Z', '2026-03-11T09:00:00Z', null],
  ['answered: the grace goes on', 48, true, false, '2026-03-02T09:00:00Z', '2026-03-03T09:00:00Z', null],
  ['the grace is over, VIES is silent', 48, true, true, '2026-03-03T09:00:00Z', '2026-03-08T09:00:00Z', 'VAT_ID'],
  ['the hold is over', 48, true, true, '2026-03-08T09:00:00Z', null, null],
])('%s', (_, graceHours, isRenewal, isProvisional, now, finalizesAt, heldFor) => {
  const period = draftPeriod({
    createdAt,
    now: at(now),
    isRenewal,
    isProvisional,
    policy: { graceHours, vatIdHoldDays: 7 },
  })
  expect(period).toEqual(finalizesAt === null ? null : { finalizesAt: at(finalizesAt), heldFor })
})
