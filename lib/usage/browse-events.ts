import { notFound } from '@/lib/platform/errors'
import {
  findEventRows,
  findEvents,
  findSuperseding,
  type BrowsedEvent,
  type EventFilter,
  type EventPosition,
} from './browse-store'

export type { BrowsedEvent, EventPosition } from './browse-store'

export interface EventPage {
  events: BrowsedEvent[]
  /** Where the next page begins; null = this is the last one. */
  next: EventPosition | null
}

/** Events as they were counted, the newest first, page by page. */
export async function browseEvents({
  size,
  ...filter
}: Omit<EventFilter, 'limit'> & { size: number }): Promise<EventPage> {
  const found = await findEvents({ ...filter, limit: size + 1 })
  const events = found.slice(0, size)
  const last = events.at(-1)
  if (!last || found.length <= size) return { events, next: null }
  const { time, source, id, meterCode } = last
  return { events, next: { time, source, id, meterCode } }
}

export interface EventDetails {
  /** One per meter that counts it. */
  rows: (BrowsedEvent & { data: unknown })[]
  supersededBy: { id: string; kind: 'REVERSAL' | 'CORRECTION'; receivedAt: Date } | null
}

/** An event with all that it counted for, and what took its place. Throws not_found. */
export async function getUsageEvent({ source, id }: { source: string; id: string }): Promise<EventDetails> {
  const [rows, [supersededBy]] = await Promise.all([findEventRows(source, id), findSuperseding(source, id)])
  if (rows.length === 0) throw notFound('usage event', id)
  return { rows, supersededBy: supersededBy ?? null }
}
