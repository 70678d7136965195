/**
 * The one taxonomy of errors that reach people. `code` is stable: clients may branch on it, texts may change.
 * `kind` decides the HTTP status (see `http/problem.ts`); `message` is English and safe to show.
 */
export type ErrorKind =
  | 'malformed'
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'wrong_method'
  | 'not_acceptable'
  | 'conflict'
  | 'too_large'
  | 'wrong_media_type'
  | 'rate_limited'
  | 'unavailable'

export interface BillingErrorOptions {
  kind: ErrorKind
  code: string
  message: string
  /** Facts a client can use: the field, the limit, the current state. Never secrets or personal data of others. */
  details?: Record<string, unknown>
  cause?: unknown
}

export class BillingError extends Error {
  readonly kind: ErrorKind
  readonly code: string
  readonly details: Record<string, unknown>

  constructor({ kind, code, message, details = {}, cause }: BillingErrorOptions) {
    super(message, { cause })
    this.name = 'BillingError'
    this.kind = kind
    this.code = code
    this.details = details
  }
}

export const invalid = (code: string, message: string, details?: Record<string, unknown>) =>
  new BillingError({ kind: 'invalid', code, message, details })
export const notFound = (what: string, id?: string) =>
  new BillingError({ kind: 'not_found', code: 'not_found', message: `No such ${what}.`, details: id ? { id } : {} })
export const conflict = (code: string, message: string, details?: Record<string, unknown>) =>
  new BillingError({ kind: 'conflict', code, message, details })
export const forbidden = (message = 'You may not do this.') =>
  new BillingError({ kind: 'forbidden', code: 'forbidden', message })
export const unauthenticated = (message = 'Sign in first.') =>
  new BillingError({ kind: 'unauthenticated', code: 'unauthenticated', message })
export const unavailable = (code: string, message: string, cause?: unknown) =>
  new BillingError({ kind: 'unavailable', code, message, cause })
