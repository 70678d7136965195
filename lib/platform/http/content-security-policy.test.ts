import { expect, test } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy'

const sources = (policy: string, directive: string) =>
  policy
    .split('; ')
    .find((part) => part.startsWith(`${directive} `))
    ?.split(' ')
    .slice(1)

test('in production scripts come from us, Stripe and PayPal, and inline only with the nonce', () => {
  const policy = contentSecurityPolicy({ nonce: 'abc', isDevelopment: false })
  expect(sources(policy, 'script-src')).toEqual([
    "'self'",
    "'nonce-abc'",
    'https://js.stripe.com',
    'https://*.js.stripe.com',
    'https://www.paypal.com',
    'https://www.paypalobjects.com',
  ])
  expect(policy).not.toContain('unsafe-eval')
  expect(sources(policy, 'frame-ancestors')).toEqual(["'none'"])
})

test('the sandbox may be loaded, framed and talked to only where it is set, by its origin alone', () => {
  const withSandbox = contentSecurityPolicy({
    nonce: 'abc',
    sandboxUrl: 'http://127.0.0.1:4010/x',
    isDevelopment: false,
  })
  for (const directive of ['script-src', 'frame-src', 'connect-src']) {
    expect(sources(withSandbox, directive)).toContain('http://127.0.0.1:4010')
  }
  expect(contentSecurityPolicy({ nonce: 'abc', isDevelopment: false })).not.toContain('127.0.0.1')
})

test('a form may lead to the sign-in provider when there is one', () => {
  const policy = contentSecurityPolicy({ nonce: 'abc', signInOrigin: 'https://id.example', isDevelopment: false })
  expect(sources(policy, 'form-action')).toEqual(["'self'", 'https://id.example'])
})
