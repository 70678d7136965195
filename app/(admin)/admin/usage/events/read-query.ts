import { addDaysInZone, instantInZone } from '@/lib/engine/calendar'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import type { EventPosition } from '@/lib/usage/browse-events'
import type { SearchParams } from '../../_lists/list-query'

const DAYS = 31
const DAY = 24 * 60 * 60 * 1000

/** Which events the URL asks for; without a stretch of time, those of the last month. */
export function readEventQuery(params: SearchParams, now: Date) {
  const text = (name: string) => {
    const value = params[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : undefined
  }
  const day = (name: string) => {
    const value = text(name)
    return value && /^[12]\d{3}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined
  }
  const [fromDay, toDay] = [day('from'), day('to')]
  const to = toDay
    ? addDaysInZone({
        at: instantInZone({ text: toDay, timeZone: STAFF_TIME_ZONE }),
        days: 1,
        timeZone: STAFF_TIME_ZONE,
      })
    : new Date(now.getTime() + DAY)
  const from = fromDay
    ? instantInZone({ text: fromDay, timeZone: STAFF_TIME_ZONE })
    : new Date(to.getTime() - DAYS * DAY)
  const fields = {
    customer: text('customer'),
    meter: text('meter'),
    type: text('type'),
    source: text('source'),
    id: text('id'),
    from: fromDay,
    to: toDay,
  }
  return { from, to, fields, after: readPosition(text('after')) }
}

export const writePosition = ({ at, source, id, meterCode }: EventPosition): string =>
  encode([at.toISOString(), source, id, meterCode])

function readPosition(text: string | undefined): EventPosition | undefined {
  const parts = text ? decode(text, 4) : null
  if (!parts) return undefined
  const [instant, source, id, meterCode] = parts as [string, string, string, string]
  const at = new Date(instant)
  return /^[12]\d{3}-/.test(instant) && !Number.isNaN(at.getTime()) ? { at, source, id, meterCode } : undefined
}

/** An event's name in an address: its source and id may hold anything. */
export const eventPath = ({ source, id }: { source: string; id: string }): string =>
  `/admin/usage/events/${encode([source, id])}`

export function readEventName(text: string): { source: string; id: string } | null {
  const parts = decode(text, 2)
  return parts && { source: parts[0]!, id: parts[1]! }
}

const encode = (parts: string[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url')

function decode(text: string, length: number): string[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    const isSound = Array.isArray(parts) && parts.length === length && parts.every((part) => typeof part === 'string')
    return isSound && !parts.some((part) => part.includes('\0')) ? parts : null
  } catch {
    return null
  }
}
