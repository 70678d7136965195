import { expect, test } from 'vitest'
import { differences } from './events'

test('previous attributes hold what changed, with the values it had', () => {
  const before = { name: 'A', email: null, metadata: { a: '1', b: '2' }, address: null, tags: [1] }
  const after = { name: 'B', email: null, metadata: { a: '1', c: '3' }, address: { city: 'X' }, tags: [1, 2], extra: 1 }
  expect(differences(before, after)).toEqual({
    name: 'A',
    metadata: { b: '2', c: null },
    address: null,
    tags: [1],
    extra: null,
  })
})
