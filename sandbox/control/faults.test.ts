import { expect, test } from 'vitest'
import { FaultQueue, faultSchema } from './faults'

function queue(...faults: object[]): FaultQueue {
  const queue = new FaultQueue()
  for (const fault of faults) queue.add(faultSchema.parse(fault))
  return queue
}

test('a fault hits the requests that match, as often as it says', () => {
  const faults = queue({ match: { method: 'POST', path: '/v1/payment_intents' }, kind: '500', times: 2 })
  expect(faults.take('GET', '/v1/payment_intents')).toBeUndefined()
  expect(faults.take('POST', '/v1/payment_intents/pi_1/confirm')).toBeUndefined()
  expect(faults.take('POST', '/v1/payment_intents')?.kind).toBe('500')
  expect(faults.take('POST', '/v1/payment_intents')?.kind).toBe('500')
  expect(faults.take('POST', '/v1/payment_intents')).toBeUndefined()
})

test('a star in a path stands for any text; without a path every request matches', () => {
  expect(
    queue({ match: { path: '/v1/payment_intents/*/confirm' }, kind: 'reset' }).take(
      'POST',
      '/v1/payment_intents/pi_1/confirm',
    ),
  ).toBeDefined()
  expect(queue({ kind: 'timeout' }).take('GET', '/v1/customers')).toMatchObject({ when: 'before', times: 1 })
})

test('faults are used up in the order in which they came', () => {
  const faults = queue({ kind: '429' }, { kind: '409' })
  expect([faults.take('GET', '/'), faults.take('GET', '/')].map((fault) => fault?.kind)).toEqual(['429', '409'])
  expect(faults.list()).toEqual([])
})

test('an unknown kind is refused', () => {
  expect(faultSchema.safeParse({ kind: '418' }).success).toBe(false)
})
