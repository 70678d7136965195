import { callApi, ConciergeError, type ApiOptions } from './api-request'
import type { UsageEvent, UsageResult } from './types'

export interface ReporterOptions {
  /** How long events are gathered; default 200 ms. */
  flushMs?: number
  /** How many go in one request, up to 1,000; default 500. */
  batchSize?: number
  /** How often a batch is sent again, with the same ids; default 8. */
  retries?: number
  /** How many may wait before `report` refuses more; default 100,000. */
  maxWaiting?: number
  /** Told of a batch that could not be sent at all. */
  onError?: (error: unknown, events: UsageEvent[]) => void
}

interface Waiting {
  event: UsageEvent & { id: string }
  resolve: (result: UsageResult) => void
  reject: (error: unknown) => void
}

/**
 * Reports usage in batches. Every event gets an id before it is first sent and keeps it, so that what is sent again after an
 * unclear answer counts once.
 */
export function createUsageReporter(api: ApiOptions, options: ReporterOptions, source: string) {
  const { flushMs = 200, batchSize = 500, retries = 8, maxWaiting = 100_000, onError } = options
  let waiting: Waiting[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending: Promise<void> = Promise.resolve()

  async function send(batch: Waiting[]): Promise<void> {
    const events = batch.map(({ event }) => event)
    try {
      const { data } = await callApi<{ data: UsageResult[] }>(api, {
        method: 'POST',
        path: '/usage-events',
        body: { events },
        retries,
      })
      for (const [index, { resolve }] of batch.entries()) resolve(data[index]!)
    } catch (error) {
      if (batch.length > 1 && isAboutEvents(error)) {
        const middle = Math.ceil(batch.length / 2)
        await send(batch.slice(0, middle))
        return send(batch.slice(middle))
      }
      onError?.(error, events)
      for (const { reject } of batch) reject(error)
    }
  }

  /** Sends what waits and answers when all of it has an answer. */
  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize)
      waiting = waiting.slice(batchSize)
      sending = sending.then(() => send(batch))
    }
    return sending
  }

  /** What became of the event. Nobody has to wait for it: a failure also reaches `onError`. */
  function report(event: UsageEvent): Promise<UsageResult> {
    if (waiting.length >= maxWaiting) {
      const full = new ConciergeError(0, 'queue_full', 'Too many usage events wait to be sent.')
      onError?.(full, [event])
      return quiet(Promise.reject(full))
    }
    const complete = {
      source,
      // eslint-disable-next-line no-restricted-syntax -- the client runs in the product, whose clock this is
      time: new Date().toISOString(),
      ...event,
      id: event.id ?? crypto.randomUUID(),
    }
    const result = new Promise<UsageResult>((resolve, reject) => {
      waiting.push({ event: complete, resolve, reject })
    })
    if (waiting.length >= batchSize) void flush()
    else timer ??= setTimeout(() => void flush(), flushMs)
    return quiet(result)
  }

  return { report, flush }
}

/** Whether one of the events may be why none was taken: it cannot be written as JSON, or the server does not take the body. */
const isAboutEvents = (error: unknown): boolean =>
  !(error instanceof ConciergeError) || error.status === 400 || error.status === 413 || error.status === 422

/** A failure that nobody listens for must not end the process. */
function quiet<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined)
  return promise
}
