import { ZodError } from 'zod'
import { EngineError } from '@/lib/engine/errors'
import { BillingError, invalid, type ErrorKind } from '../errors'
import { log } from '../log'

const STATUS: Record<ErrorKind, number> = {
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  wrong_method: 405,
  not_acceptable: 406,
  conflict: 409,
  too_large: 413,
  wrong_media_type: 415,
  rate_limited: 429,
  unavailable: 503,
}

const TITLE: Record<ErrorKind, string> = {
  malformed: 'The request cannot be read',
  invalid: 'The request is not valid',
  unauthenticated: 'Authentication is needed',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  wrong_method: 'Not possible here',
  not_acceptable: 'Not available in this form',
  conflict: 'Conflicts with the current state',
  too_large: 'Too large',
  wrong_media_type: 'Not in a form that is understood',
  rate_limited: 'Too many requests',
  unavailable: 'Temporarily unavailable',
}

/** Turns any error into an RFC 9457 problem. What is not ours becomes a 500 without its text, and is logged. */
export function problemResponse(error: unknown): Response {
  if (error instanceof ZodError) {
    const errors = error.issues.map((issue) => ({ pointer: `/${issue.path.join('/')}`, detail: issue.message }))
    return problem(400, {
      title: 'The request is not valid',
      code: 'validation_failed',
      detail: errors[0]?.detail,
      errors,
    })
  }
  // What no rule of billing allows; its details are facts of the rule.
  if (error instanceof EngineError) return problemResponse(invalid(error.code, error.message, { ...error.details }))
  if (error instanceof BillingError) {
    const { kind, code, message, details } = error
    // `status` is the problem's own: that of the thing it is about has another name.
    const { status: currentStatus, ...facts } = details
    return problem(STATUS[kind], { ...facts, currentStatus, title: TITLE[kind], code, detail: message })
  }
  log.error({ err: error }, 'unexpected error in a request')
  return problem(500, { title: 'Something went wrong on our side', code: 'internal_error' })
}

function problem(status: number, body: Record<string, unknown>): Response {
  const { code } = body
  return Response.json(
    { type: `https://docs.newconcierge.example/problems/${String(code)}`, ...body, status },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )
}
