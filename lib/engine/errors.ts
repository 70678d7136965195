/**
 * The engine's refusal: facts that contradict each other or a request that no rule allows.
 * `code` is stable (callers map it to their own errors and texts); `details` is JSON-safe.
 */
export class EngineError extends Error {
  readonly code: string
  readonly details: Readonly<Record<string, string | number | boolean | null>>

  constructor(code: string, message: string, details: Record<string, string | number | boolean | null> = {}) {
    super(message)
    this.name = 'EngineError'
    this.code = code
    this.details = details
  }
}
