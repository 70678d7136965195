import type { AttemptError } from '../state/records'

/** The `error` object of an answer, in Stripe's shape. */
export interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  message: string
  code?: string
  decline_code?: string
  param?: string
  doc_url?: string
  request_log_url?: string
  charge?: string
  payment_intent?: object
  setup_intent?: object
  payment_method?: object
  payment_method_type?: string
}

/** A refusal that is answered as Stripe answers it. */
export class ApiError extends Error {
  readonly status: number
  readonly body: ErrorBody
  /** A declined card is a result: what happened so far stays. Any other refusal leaves no trace. */
  readonly isOutcome: boolean

  constructor(status: number, body: ErrorBody, isOutcome = false) {
    super(body.message)
    this.name = 'ApiError'
    this.status = status
    this.body = body
    this.isOutcome = isOutcome
  }
}

/** 400 `invalid_request_error`. */
export function invalid(message: string, details: Partial<ErrorBody> = {}): ApiError {
  return new ApiError(400, { type: 'invalid_request_error', message, ...details })
}

/** 404 for a path that names no object, 400 for a parameter that names none. */
export function missing(what: string, id: string, param = 'id'): ApiError {
  return new ApiError(param === 'id' || param === 'intent' ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
    param,
  })
}

/** A parameter that must be there and is not. */
export function parameterMissing(param: string): ApiError {
  return invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
}

/** 402: the attempt was made and refused. `details` carries the intent and the payment method, serialised. */
export function declined(error: AttemptError, details: Partial<ErrorBody> = {}): ApiError {
  const { payment_method: _id, ...shown } = error
  return new ApiError(402, { ...shown, ...details }, true)
}

/** Where Stripe's documentation explains a code. */
export function documentation(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`
}
