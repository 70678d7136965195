import { z } from 'zod'

/** RFC 9457. `code` is stable; `title` and `detail` are for people and may change. */
export const problemSchema = z
  .looseObject({
    type: z.url().meta({ description: 'Names the kind of problem.' }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable: branch on this.', example: 'validation_failed' }),
    detail: z.string().optional().meta({ description: 'What happened here, for people.' }),
    errors: z
      .array(
        z.object({
          in: z.enum(['query', 'body', 'header']).optional(),
          pointer: z.string().meta({ description: 'JSON pointer to the value.', example: '/amount' }),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'With `validation_failed`: each thing that is wrong.' }),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused (RFC 9457). Some codes come with further facts.' })

/** Refusals that any endpoint can give, by status. */
export const COMMON_PROBLEMS = {
  400: {
    validation_failed: 'A parameter or a field of the body is not as described; `errors` says which.',
    malformed_json: 'The body is not JSON.',
    invalid_text: 'A text is not well-formed Unicode, or holds a NUL character.',
    unknown_version: 'There is no version of the API with the date in `Concierge-Version`.',
    idempotency_key_invalid: 'Not 1 to 255 printable ASCII characters.',
    idempotency_key_required: 'The request moves money and has no `Idempotency-Key`.',
  },
  401: { unauthenticated: 'No API key, or one that is unknown, revoked or expired.' },
  403: {
    insufficient_scope: 'The key does not hold the scope of this endpoint.',
    staff_key_required: 'The endpoint is for keys of our own staff.',
  },
  404: {
    not_found: 'There is no such thing, or it is another customer’s.',
    unknown_path: 'There is nothing at this path.',
  },
  405: { method_not_allowed: 'The path has other methods: see `Allow`.' },
  406: { not_acceptable: 'The answer does not exist in a form that `Accept` takes.' },
  409: {
    idempotency_key_reused: 'The key was used for another request.',
    processor_refused: 'The payment service refuses what was asked: an amount that is too small, for instance.',
    idempotency_key_in_progress: 'The first request with this key still runs: repeat it later.',
  },
  413: { body_too_large: 'The body is larger than the endpoint takes.' },
  415: { unsupported_media_type: 'The body is not `application/json`.' },
  422: {
    customer_required: 'A staff key has to name the customer.',
    invalid_cursor: '`after` or `before` is no cursor of ours.',
    two_cursors: '`after` and `before` exclude each other.',
  },
  429: { rate_limited: 'Too many requests: `Retry-After` says when to go on.' },
  500: { internal_error: 'Our fault. Safe to repeat with the same `Idempotency-Key`.' },
  503: {
    processor_unavailable: 'The payment service does not answer. Safe to repeat with the same `Idempotency-Key`.',
  },
} as const satisfies Record<number, Record<string, string>>

export type ProblemStatus = keyof typeof COMMON_PROBLEMS
