import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { newSecret, signedHeaders } from './sign-message'

const body = '{"type":"invoice.paid","data":{"name":"Söhne & Töchter 🏠"}}'
const sign = (secrets: string[], at = new Date()) => signedHeaders({ id: 'oev_1', body, at, secrets })

describe('what we sign', () => {
  test('is the example of the specification', () => {
    // standardwebhooks.com: secret, id, timestamp, body and signature as printed there.
    const headers = signedHeaders({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      body: '{"test": 2432232314}',
      at: new Date(1614265330 * 1000),
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    })
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  test("is taken by Standard Webhooks' own library", () => {
    const secret = newSecret()
    expect(new Webhook(secret).verify(body, sign([secret]))).toEqual(JSON.parse(body))
  })

  test('is taken with the old and with the new secret while one replaces the other', () => {
    const [before, after, other] = [newSecret(), newSecret(), newSecret()]
    const headers = sign([after, before])
    expect(() => new Webhook(before).verify(body, headers)).not.toThrow()
    expect(() => new Webhook(after).verify(body, headers)).not.toThrow()
    expect(() => new Webhook(other).verify(body, headers)).toThrow('No matching signature found')
  })

  test('is refused when a letter differs, and when it is old', () => {
    const secret = newSecret()
    expect(() => new Webhook(secret).verify(body.replace('paid', 'void'), sign([secret]))).toThrow()
    expect(() => new Webhook(secret).verify(body, sign([secret], new Date(Date.now() - 600_000)))).toThrow('too old')
  })
})
