import { MAX_DATA_BYTES, usageEventSchema, type EventResult } from './schemas'
import { rejected, type UsageEvent } from './usage-event'

/** What PostgreSQL's texts cannot hold: NUL, and halves of surrogate pairs. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i

/**
 * Reads one event as it came, or says what is wrong with it. The schema decides; an ordinary event, which is nearly every one,
 * is known to be right without it (a test holds the two against each other).
 */
export function readEvent(value: unknown, receivedAt: number): UsageEvent | EventResult {
  return readOrdinary(value, receivedAt) ?? readBySchema(value, receivedAt)
}

const ORDINARY_TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,3})?Z$/
const ORDINARY_NAME = /^[ -~]{1,200}$/

/** Undefined: it is not ordinary, which may be right as well. */
function readOrdinary(value: unknown, receivedAt: number): UsageEvent | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { id, source, type, subject, time, data, reverses, corrects } = value as Partial<Record<string, unknown>>
  if (typeof id !== 'string' || typeof source !== 'string' || typeof type !== 'string') return undefined
  if (!ORDINARY_NAME.test(id) || !ORDINARY_NAME.test(source) || !ORDINARY_NAME.test(type) || type.length > 100)
    return undefined
  if (subject !== undefined && (typeof subject !== 'string' || subject.length > 64 || !ORDINARY_NAME.test(subject)))
    return undefined
  if (time !== undefined && (typeof time !== 'string' || !ORDINARY_TIME.test(time))) return undefined
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined
  if (reverses !== undefined || corrects !== undefined) return undefined
  const dataText = JSON.stringify(data)
  // A character has three bytes at most, and what cannot be stored is written with an escape.
  if (dataText.length * 3 > MAX_DATA_BYTES || dataText.includes('\\u')) return undefined
  return {
    id,
    source,
    type,
    customerId: subject ?? null,
    time: time === undefined ? receivedAt : Date.parse(time),
    isTimed: time !== undefined,
    kind: 'USAGE',
    supersedesId: null,
    data: data as Record<string, unknown>,
    dataText,
    receivedAt,
  }
}

export function readBySchema(value: unknown, receivedAt: number): UsageEvent | EventResult {
  const parsed = usageEventSchema.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const place = issue?.path.length ? `${issue.path.join('.')}: ` : ''
    return rejected(keyOf(value), 'invalid_event', `${place}${issue?.message ?? 'not an event'}`)
  }
  const { id, source, type, subject, time, data = {}, reverses, corrects } = parsed.data
  const key = { id, source }
  if (reverses !== undefined && corrects !== undefined)
    return rejected(key, 'invalid_event', 'An event either reverses or corrects another one.')
  const dataText = JSON.stringify(data)
  if (Buffer.byteLength(dataText) > MAX_DATA_BYTES)
    return rejected(key, 'invalid_event', `data: at most ${MAX_DATA_BYTES} bytes`)
  const supersedesId = reverses ?? corrects ?? null
  const names = JSON.stringify([id, source, type, subject, supersedesId])
  if (UNSTORABLE.test(dataText) || UNSTORABLE.test(names))
    return rejected(key, 'invalid_event', 'NUL and halves of surrogate pairs are no text.')
  return {
    id,
    source,
    type,
    customerId: subject ?? null,
    time: time === undefined ? receivedAt : Date.parse(time),
    isTimed: time !== undefined,
    kind: reverses !== undefined ? 'REVERSAL' : corrects !== undefined ? 'CORRECTION' : 'USAGE',
    supersedesId,
    data,
    dataText,
    receivedAt,
  }
}

/** So much of it as names it in the answer. */
function keyOf(value: unknown): { id: string; source: string } {
  const { id, source } = (value ?? {}) as { id?: unknown; source?: unknown }
  return { id: typeof id === 'string' ? id : '', source: typeof source === 'string' ? source : '' }
}
