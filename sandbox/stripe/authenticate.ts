import { ApiError } from './errors'
import type { RawHash } from './form'

/** What a key may do: a secret one everything, a publishable one what a browser has to. */
export type KeyKind = 'secret' | 'publishable'

/**
 * Reads the API key: as bearer token, as user name of basic authentication, or as the parameter `key` that Stripe.js
 * sends (which is taken out of the parameters). Any test key is good, except one that contains `invalid`.
 */
export function authenticate(authorization: string | undefined, params: RawHash): KeyKind {
  const key = keyIn(authorization) ?? takeKey(params)
  if (key === undefined) {
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
    )
  }
  const kind = /^(sk|rk|pk)_test_\w{3,}$/.exec(key)?.[1]
  if (kind === undefined || key.includes('invalid')) {
    throw unauthorized(`Invalid API Key provided: ${masked(key)}`)
  }
  return kind === 'pk' ? 'publishable' : 'secret'
}

/** 401 for what only a server may ask. */
export function secretKeyRequired(): ApiError {
  return unauthorized(
    'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
    'secret_key_required',
  )
}

function keyIn(authorization: string | undefined): string | undefined {
  const [scheme, value = ''] = (authorization ?? '').split(' ')
  if (scheme?.toLowerCase() === 'bearer') return value
  if (scheme?.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString().split(':')[0]
  return undefined
}

function takeKey(params: RawHash): string | undefined {
  const { key } = params
  if (typeof key !== 'string') return undefined
  delete params.key
  return key
}

/** `sk_test_abcdefgh` → `sk_test_****efgh`. */
function masked(key: string): string {
  const prefix = /^[a-z]+_(test|live)_/.exec(key)?.[0] ?? ''
  return `${prefix}${'*'.repeat(Math.max(4, key.length - prefix.length - 4))}${key.slice(-4)}`
}

function unauthorized(message: string, code?: string): ApiError {
  return new ApiError(401, { type: 'invalid_request_error', message, ...(code ? { code } : {}) })
}
