import { createHash } from 'node:crypto'
import { wallClock } from '@/lib/platform/clock'
import { BillingError, conflict } from '@/lib/platform/errors'
import {
  deleteIdempotencyRecord,
  deleteIdempotencyRecordsBefore,
  findIdempotencyRecord,
  insertIdempotencyRecord,
  saveIdempotentAnswer,
  takeOverIdempotencyRecord,
} from './store'

/** How long an answer is kept and given again. */
const KEPT_MS = 24 * 60 * 60 * 1000
/** A request that is not answered by then died with its process: the next one with its key goes on. */
const IN_PROGRESS_MS = 2 * 60 * 1000

export interface Answer {
  status: number
  body: string
  contentType: string
}

/** Reads the header. Throws idempotency_key_required and idempotency_key_invalid. */
export function readIdempotencyKey(request: Request, { required }: { required: boolean }): string | null {
  const key = request.headers.get('idempotency-key')
  if (key === null) {
    if (!required) return null
    throw new BillingError({
      kind: 'malformed',
      code: 'idempotency_key_required',
      message: 'This request moves money: send an Idempotency-Key, and the same one when you repeat it.',
    })
  }
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new BillingError({
    kind: 'malformed',
    code: 'idempotency_key_invalid',
    message: 'An Idempotency-Key has 1 to 255 printable ASCII characters without spaces.',
  })
}

/**
 * Does `work` once per (scope, key): a repeated request gets the first one's answer. The same key with another request is
 * refused (409 idempotency_key_reused), as is one whose first request still runs (409 idempotency_key_in_progress).
 * An answer of 500 and above is not kept, so that trying again tries again.
 */
export async function answerOnce({
  scope,
  key,
  request,
  work,
}: {
  scope: string
  key: string
  /** All that makes two requests the same. */
  request: { method: string; path: string; body: unknown }
  work: () => Promise<Answer>
}): Promise<Answer & { replayed: boolean }> {
  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('base64url')
  const now = wallClock()
  if (!(await insertIdempotencyRecord({ scope, key, requestHash, createdAt: now }))) {
    const kept = await earlierAnswer({ scope, key, requestHash, now })
    if (kept) return { ...kept, replayed: true }
  }
  let answer: Answer
  try {
    answer = await work()
  } catch (error) {
    await deleteIdempotencyRecord(scope, key)
    throw error
  }
  if (answer.status >= 500) await deleteIdempotencyRecord(scope, key)
  else {
    const { status, body, contentType } = answer
    await saveIdempotentAnswer(scope, key, { status, response: { body, contentType } })
  }
  return { ...answer, replayed: false }
}

/** The answer that is kept; null: there is none and the work is ours to do. */
async function earlierAnswer({
  scope,
  key,
  requestHash,
  now,
}: {
  scope: string
  key: string
  requestHash: string
  now: Date
}): Promise<Answer | null> {
  const record = await findIdempotencyRecord(scope, key)
  const inProgress = () =>
    conflict('idempotency_key_in_progress', 'A request with this Idempotency-Key is being worked on. Repeat it later.')
  if (!record) throw inProgress() // failed at this very moment
  if (record.requestHash !== requestHash) {
    throw conflict('idempotency_key_reused', 'This Idempotency-Key was used for another request. Take a new one.')
  }
  if (record.status !== null) {
    const { body, contentType } = record.response as { body: string; contentType: string }
    return { status: record.status, body, contentType }
  }
  const startedBefore = new Date(now.getTime() - IN_PROGRESS_MS)
  if (await takeOverIdempotencyRecord({ scope, key, startedBefore, now })) return null
  throw inProgress()
}

/** Forgets answers that are older than a day (the tick's work). */
export function forgetOldAnswers(): Promise<number> {
  return deleteIdempotencyRecordsBefore(new Date(wallClock().getTime() - KEPT_MS))
}
