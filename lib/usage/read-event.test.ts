import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBySchema, readEvent } from './read-event'

// The quick way of reading an event has to be the schema's way.

const NOW = Date.parse('2026-11-22T12:00:00Z')
const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('a', 'x'.repeat(100), 'x'.repeat(101), 'x'.repeat(201), '', 'ü', 'a"b\\c', '\0', '\ud800'),
)
const time = fc.oneof(
  fc
    .date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2090-01-01') })
    .map((date) => date.toISOString()),
  fc.constantFrom(
    '2026-02-29T10:00:00Z',
    '2028-02-29T10:00:00Z',
    '2026-11-31T10:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T10:00Z',
    '2026-11-22T10:00:00.5Z',
    '2026-11-22T10:00:00.123456Z',
    '2026-11-22T12:00:00+02:00',
    '2026-11-22 10:00:00Z',
    '2026-11-22T10:00:00',
    'yesterday',
  ),
)
const data = fc.oneof(
  fc.dictionary(
    fc.string({ maxLength: 5 }).filter((key) => key !== '__proto__'),
    fc.jsonValue({ maxDepth: 1 }),
    { maxKeys: 4 },
  ),
  fc.constantFrom<unknown>(
    {},
    { q: 'x'.repeat(1400) },
    { q: 'x'.repeat(4090) },
    { q: 'ü'.repeat(2100) },
    [],
    null,
    'x',
  ),
)
const event = fc.record(
  { id: text, source: text, type: text, subject: text, time, data, reverses: text, corrects: text, other: text },
  { requiredKeys: [] },
)
const likelyEvent = fc.record(
  { id: fc.constant('e'), source: fc.constant('s'), type: fc.constant('t'), subject: text, time, data },
  { requiredKeys: ['id', 'source', 'type'] },
)

test('an event is read as the schema says, the quick way or not', () => {
  fc.assert(
    fc.property(fc.oneof(event, likelyEvent, fc.jsonValue({ maxDepth: 1 })), (value) => {
      expect(readEvent(value, NOW)).toEqual(readBySchema(value, NOW))
    }),
    { numRuns: 3000 },
  )
})

test.each<[string, object, string]>([
  ['no id', { source: 's', type: 't' }, 'id: '],
  ['a time without a zone', { id: 'e', source: 's', type: 't', time: '2026-11-22T10:00:00' }, 'time: '],
  ['too much data', { id: 'e', source: 's', type: 't', data: { q: 'x'.repeat(5000) } }, 'data: at most 4096 bytes'],
  ['both at once', { id: 'e', source: 's', type: 't', reverses: 'a', corrects: 'b' }, 'An event either'],
  ['what cannot be kept', { id: 'e', source: 's', type: 't', data: { q: '\0' } }, 'NUL and halves'],
])('%s is refused, and the message says why', (_, value, message) => {
  expect(readEvent(value, NOW)).toMatchObject({ status: 'rejected', code: 'invalid_event' })
  expect((readEvent(value, NOW) as { message: string }).message).toContain(message)
})
