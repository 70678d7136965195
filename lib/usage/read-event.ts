import { MAX_DATA_BYTES, usageEventSchema, type EventResult } from './schemas'
import { rejected, type UsageEvent } from './usage-event'

/** What PostgreSQL's texts cannot hold: NUL, and halves of surrogate pairs. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i

/** Reads one event as it came, or says what is wrong with it. */
export function readEvent(value: unknown, receivedAt: number): UsageEvent | EventResult {
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
