import { expect, test } from 'vitest'
import { ApiError } from './errors'
import {
  boolean,
  decimal,
  emptyable,
  hash,
  integer,
  list,
  mergeMetadata,
  metadata,
  oneOf,
  parseParams,
  required,
  text,
  word,
} from './params'

const shape = {
  amount: required(integer({ min: 1, max: 999 })),
  confirm: boolean,
  capture: oneOf('automatic', 'automatic_async', 'manual'),
  card: hash({ number: required(word), exp: integer() }),
  description: text,
  metadata,
  rate: decimal,
  reason: emptyable(oneOf('a', 'b')),
  tags: list(word),
}

function refused(raw: Parameters<typeof parseParams>[1]) {
  try {
    parseParams(shape, raw)
  } catch (error) {
    if (error instanceof ApiError) return error.body
    throw error
  }
  throw new Error('This should have been refused.')
}

test('good parameters come out with their types', () => {
  const raw = {
    amount: '12',
    confirm: 'true',
    card: { number: '4242', exp: '5' },
    tags: ['x'],
    rate: '0.125',
    reason: '',
  }
  expect(parseParams(shape, raw)).toEqual({
    amount: 12,
    confirm: true,
    card: { number: '4242', exp: 5 },
    tags: ['x'],
    rate: '0.125',
    reason: null,
  })
})

test.each([
  [{ amount: '1', foo: '1' }, 'parameter_unknown', 'foo', 'Received unknown parameter: foo'],
  [{ amount: '1', foo: '1', bar: '2' }, 'parameter_unknown', 'foo', 'Received unknown parameters: foo, bar'],
  [
    { amount: '1', card: { number: '1', x: '2' } },
    'parameter_unknown',
    'card[x]',
    'Received unknown parameter: card[x]',
  ],
  [{}, 'parameter_missing', 'amount', 'Missing required param: amount.'],
  [{ amount: '1', card: { exp: '1' } }, 'parameter_missing', 'card[number]', 'Missing required param: card[number].'],
  [{ amount: '1.5' }, 'parameter_invalid_integer', 'amount', 'Invalid integer: 1.5'],
  [{ amount: '0' }, 'parameter_invalid_integer', 'amount', 'This value must be greater than or equal to 1.'],
  [{ amount: '1000' }, 'parameter_invalid_integer', 'amount', 'This value must be less than or equal to 999.'],
  [{ amount: '1', confirm: 'yes' }, undefined, 'confirm', 'Invalid boolean: yes'],
  [{ amount: '1', card: 'x' }, undefined, 'card', 'Invalid object'],
  [{ amount: '1', tags: 'x' }, undefined, 'tags', 'Invalid array'],
  [
    { amount: '1', capture: 'later' },
    undefined,
    'capture',
    'Invalid capture: must be one of automatic, automatic_async, or manual',
  ],
])('%j is refused as Stripe refuses it', (raw, code, param, message) => {
  expect(refused(raw)).toMatchObject({ type: 'invalid_request_error', param, message, ...(code ? { code } : {}) })
})

test('an empty value that cannot be unset is told so', () => {
  expect(refused({ amount: '' })).toMatchObject({ code: 'parameter_invalid_empty', param: 'amount' })
})

test('labels merge, an empty value deletes its key, an empty hash all of them', () => {
  expect(mergeMetadata({ a: '1', b: '2' }, { b: '', c: '3' })).toEqual({ a: '1', c: '3' })
  expect(mergeMetadata({ a: '1' }, null)).toEqual({})
  expect(mergeMetadata({ a: '1' }, undefined)).toEqual({ a: '1' })
})

test('there are at most 50 labels, keys of 40 and values of 500 characters', () => {
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v']))
  expect(() => mergeMetadata({}, many)).toThrow('maximum number of metadata keys')
  expect(refused({ amount: '1', metadata: { ['k'.repeat(41)]: 'v' } }).message).toContain('up to 40 characters')
  expect(refused({ amount: '1', metadata: { k: 'v'.repeat(501) } }).message).toContain('up to 500 characters')
})
