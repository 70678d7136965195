/** A refusal of the API (RFC 9457), or (status 0) no answer at all: away, cut off or too slow. */
export class ConciergeError extends Error {
  constructor(
    readonly status: number,
    /** Stable: `not_found`, `rate_limited`, …; `unreachable` where there was no answer. */
    readonly code: string,
    message: string,
    /** What the server asks to wait. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message)
    this.name = 'ConciergeError'
  }

  /** Whether asking again may help. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500
  }
}

export interface ApiOptions {
  /** Without `/api/v1`. */
  baseUrl: string
  apiKey: string
  /** For one try. */
  timeoutMs: number
  fetch: typeof fetch
}

export interface ApiCall {
  method: 'GET' | 'POST'
  path: string
  body?: unknown
  /** How often it is tried again where that may help. Only for what may be repeated. */
  retries: number
}

const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 5_000

/** Throws ConciergeError. */
export async function callApi<Answer>(options: ApiOptions, call: ApiCall): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    try {
      return await once<Answer>(options, call)
    } catch (error) {
      if (!(error instanceof ConciergeError) || !error.isTemporary || tries >= call.retries) throw error
      await waitBefore(tries, error.retryAfterMs)
    }
  }
}

/** Longer each time, with chance in it so that many do not come back together; as long as the server asks, within reason. */
function waitBefore(tries: number, retryAfterMs: number | null): Promise<void> {
  const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries) * (0.5 + Math.random() / 2)
  return new Promise((resolve) => setTimeout(resolve, Math.max(backoff, Math.min(retryAfterMs ?? 0, LONGEST_WAIT_MS))))
}

async function once<Answer>(
  { baseUrl, apiKey, timeoutMs, fetch }: ApiOptions,
  { method, path, body }: ApiCall,
): Promise<Answer> {
  // What cannot be written as JSON is the caller's mistake, and no answer of the API's.
  const sent = body === undefined ? undefined : JSON.stringify(body)
  let response: Response
  let text: string
  try {
    response = await fetch(`${baseUrl.replace(/\/+$/, '')}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: sent,
      signal: AbortSignal.timeout(timeoutMs),
    })
    text = await response.text()
  } catch (error) {
    throw new ConciergeError(0, 'unreachable', error instanceof Error ? error.message : 'No answer.')
  }
  const answer = parse(text)
  if (response.ok && answer !== undefined) return answer as Answer
  // Whatever a proxy says with 200 that is no JSON, it is not the API's answer.
  const { code, detail } = (answer ?? {}) as { code?: string; detail?: string }
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  throw new ConciergeError(
    response.ok ? 502 : response.status,
    code ?? 'unexpected_answer',
    detail ?? `The API answered ${response.status}.`,
    Number.isFinite(seconds) ? seconds * 1000 : null,
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
