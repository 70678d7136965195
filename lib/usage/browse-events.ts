import { notFound } from '@/lib/platform/errors'
import {
  findArrivalAfter,
  findArrivedEvents,
  findEventRows,
  findNamedEvents,
  findSuperseding,
  type BrowsedEvent,
  type EventFilter,
  type EventPosition,
} from './browse-store'

export type { BrowsedEvent, EventPosition } from './browse-store'

/** So many events of all customers are looked through for one page. */
const LOOKED_THROUGH = 20_000

export interface EventPage {
  events: BrowsedEvent[]
  /** Where the next page begins, which need not be full; null = this is the last one. */
  next: EventPosition | null
  /** What [from, to) and the order are about. */
  by: 'time' | 'arrival'
}

/**
 * Events as they were counted, the newest first, page by page. Of a customer, or with an id, they are those used in
 * [from, to). Those of everybody go by when they arrived, which an index knows: a page looks through so many of them at
 * most, and `next` goes on where it stopped, so a rare type costs pages and never a month's reading.
 */
export async function browseEvents({
  size,
  lookedThrough = LOOKED_THROUGH,
  ...rest
}: Omit<EventFilter, 'limit'> & { size: number; lookedThrough?: number }): Promise<EventPage> {
  const filter = { ...rest, limit: size + 1 }
  const by = filter.customer || filter.id ? 'time' : 'arrival'
  const found = by === 'time' ? await findNamedEvents(filter) : await findArrivedEvents(filter, lookedThrough)
  const events = found.slice(0, size)
  const last = events.at(-1)
  if (last && found.length > size) {
    const { time, receivedAt, source, id, meterCode } = last
    return { events, next: { at: by === 'time' ? time : receivedAt, source, id, meterCode }, by }
  }
  return { events, next: by === 'time' ? null : await findArrivalAfter(filter, lookedThrough), by }
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
