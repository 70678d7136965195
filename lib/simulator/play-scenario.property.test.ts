import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '@/lib/engine/testing/runs'
import { EXAMPLES } from './examples'
import { playScenario } from './play-scenario'
import { reportText } from './report-text'

// Whatever somebody writes into a scenario, the answer is a report that adds up, or one sentence that begins with a path.

/** Values that belong nowhere, or nearly somewhere. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    0,
    -1,
    1.5,
    1e21,
    true,
    [],
    {},
    [[]],
    '2026-02-30',
    '2026-03-29T02:30',
    '1900-01-01',
    '2099-12-31',
    '2026-01-31T12:00+14:00',
    '0.001',
    '999999999999',
    '__proto__',
    'constructor',
    'toString',
    'plan',
    'sub_1',
    'North',
    'starter-yearly',
    'month',
    'now',
    'JPY',
    'KWD',
    'CH',
    'GB',
    'Pacific/Auckland',
  ),
  fc.string({ maxLength: 8 }),
  fc.integer({ min: -5, max: 4000 }),
)

type Json = Record<string, unknown> | unknown[]
const isBranch = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** Every place in a scenario, as the object or list and the key in it. */
const placesOf = (value: unknown): { within: Record<string, unknown>; key: string }[] =>
  isBranch(value)
    ? Object.keys(value).flatMap((key) => {
        const within = value as Record<string, unknown>
        return [{ within, key }, ...placesOf(within[key])]
      })
    : []

type Edit = { place: number; do: 'replace' | 'remove' | 'twice' | 'rename'; value: unknown }

function edited(scenario: object, edits: readonly Edit[]): unknown {
  const copy = structuredClone(scenario)
  for (const { place, do: kind, value } of edits) {
    const places = placesOf(copy)
    const { within, key } = places[place % places.length] ?? { within: {}, key: '' }
    if (kind === 'replace') within[key] = value
    else if (kind === 'twice' && Array.isArray(within)) within.push(structuredClone(within[Number(key)]))
    else if (kind === 'rename' && !Array.isArray(within)) within[String(value)] = within[key]
    else if (Array.isArray(within)) within.splice(Number(key), 1)
    else delete within[key]
  }
  return copy
}

const edits = fc.array(
  fc.record<Edit>({
    place: fc.nat(400),
    do: fc.constantFrom('replace', 'replace', 'remove', 'twice', 'rename'),
    value: odd,
  }),
  { minLength: 1, maxLength: 4 },
)
const example = fc.constantFrom(...EXAMPLES.map(({ scenario }) => scenario))

test('an edited example is played, and its books balance, or is refused in a sentence with its path', () => {
  let played = 0
  fc.assert(
    fc.property(example, edits, (scenario, changes) => {
      const answer = playScenario(JSON.stringify(edited(scenario, changes)))
      if ('error' in answer) {
        expect(answer.error).toMatch(/^[\p{L}\p{N}_[-].*: \S.*\.$/su)
        return
      }
      played += 1
      const cents = (amount: string) => BigInt(amount.replace('.', ''))
      const { ledger, accounts } = answer.report
      for (const { entries } of [...ledger, { entries: accounts }]) {
        expect(entries.reduce((sum, { amount }) => sum + cents(amount), 0n)).toBe(0n)
      }
      expect(reportText(answer.report)).toContain('At the end: ')
    }),
    runs(400),
  )
  expect(played).toBeGreaterThan(0)
})

test.each(['', '{', 'null', '3', '[]', '"x"', '{"events":{}}'])('%s is answered with a sentence', (text) => {
  expect(playScenario(text)).toEqual({ error: expect.stringMatching(/^\S.*\.$/s) })
})
