import { expect, test } from 'vitest'
import { translate } from './checker'

const answered = {
  countryCode: 'FR',
  vatNumber: '40303265045',
  requestDate: '2026-01-15T09:00:00.000Z',
  valid: true,
  requestIdentifier: 'WAPIAAAAY1234567',
  name: 'SA SODIMAS',
  address: '  11 RUE AMPERE\n26600 PONT DE L ISERE ',
  traderName: '---',
}
const none = { requestIdentifier: null, name: null, address: null }

test.each<[string, unknown, unknown]>([
  [
    'a yes with its evidence',
    answered,
    {
      outcome: 'VALID',
      requestIdentifier: 'WAPIAAAAY1234567',
      name: 'SA SODIMAS',
      address: '11 RUE AMPERE\n26600 PONT DE L ISERE',
    },
  ],
  [
    'Germany and Spain do not tell names',
    { valid: true, requestIdentifier: '', name: '---', address: '---', userError: 'VALID' },
    { outcome: 'VALID', ...none },
  ],
  ['a no', { valid: false, userError: 'INVALID', name: '---' }, { outcome: 'INVALID', ...none }],
  ['malformed', { actionSucceed: false, errorWrappers: [{ error: 'INVALID_INPUT' }] }, { outcome: 'INVALID', ...none }],
  // The member state does not answer: VIES says valid = false all the same, which must not count.
  [
    'a no that is none',
    { valid: false, userError: 'MS_UNAVAILABLE' },
    { outcome: 'UNAVAILABLE', error: 'MS_UNAVAILABLE' },
  ],
  ...['MS_UNAVAILABLE', 'SERVICE_UNAVAILABLE', 'TIMEOUT', 'MS_MAX_CONCURRENT_REQ', 'SOMETHING_NEW'].map(
    (error): [string, unknown, unknown] => [
      error,
      { actionSucceed: false, errorWrappers: [{ error, message: 'x' }] },
      { outcome: 'UNAVAILABLE', error },
    ],
  ),
  ['an empty object', {}, { outcome: 'UNAVAILABLE', error: 'ANSWER_NOT_UNDERSTOOD' }],
  ['no object', 'down', { outcome: 'UNAVAILABLE', error: 'ANSWER_NOT_UNDERSTOOD' }],
])('%s', (_, body, expected) => {
  expect(translate(body)).toEqual(expected)
})
