import { countEvent } from './count-event'
import { EventMap } from './event-map'
import type { EventResult } from './schemas'
import { DAY, rejected, type CountedEvent, type UsageEvent } from './usage-event'
import type { UsageRules } from './usage-rules'

/** What is known of an event that may be superseded: its own rows, and the id of the event that superseded it. */
export interface Known {
  rows: CountedEvent[]
  supersededBy: string | null
}
export type KnownEvents = EventMap<Known>

/** Sorts rows (of events and of what supersedes them) by the events they are about. */
export function knownEvents(rows: readonly CountedEvent[]): KnownEvents {
  const known: KnownEvents = new EventMap()
  for (const row of rows) {
    remember(known, row)
  }
  return known
}

export function remember(known: KnownEvents, row: CountedEvent): void {
  const at = (id: string): Known => {
    const key = { source: row.source, id }
    const found = known.get(key) ?? { rows: [], supersededBy: null }
    known.set(key, found)
    return found
  }
  const own = at(row.id)
  if (!own.rows.some(({ meterCode }) => meterCode === row.meterCode)) own.rows.push(row)
  if (row.supersedesId !== null) at(row.supersedesId).supersededBy = row.id
}

/**
 * What a reversal or a correction writes and changes: it takes the time, customer and type of the event it is about, takes
 * back what that one counted, and a correction counts by its own data, with the meters of today.
 */
export function supersedeEvent(
  event: UsageEvent,
  { known, rules, callerCustomerId }: { known: KnownEvents; rules: UsageRules; callerCustomerId: string | null },
): { rows: CountedEvent[]; takenBack: CountedEvent[] } | EventResult {
  const { source, supersedesId, receivedAt } = event
  const about = known.get({ source, id: supersedesId ?? '' })
  const original = about?.rows[0]
  if (!about || !original || (callerCustomerId !== null && original.customerId !== callerCustomerId))
    return rejected(event, 'unknown_event', `There is no event ${supersedesId} of ${source} to ${verbOf(event)}.`)
  if (original.customerId !== (event.customerId ?? original.customerId) || original.type !== event.type)
    return rejected(event, 'invalid_event', `Event ${supersedesId} is of another subject or type.`)
  if (original.kind === 'REVERSAL')
    return rejected(event, 'unknown_event', `Event ${supersedesId} is itself a reversal: send a new event instead.`)
  if (about.supersededBy !== null)
    return rejected(event, 'already_superseded', `Event ${supersedesId} was superseded by ${about.supersededBy}.`)
  if (original.time < receivedAt - rules.lateDays * DAY)
    return rejected(event, 'too_old', `Event ${supersedesId} is more than ${rules.lateDays} days old.`)

  const moved: UsageEvent = { ...event, time: original.time }
  const rows = new Map<string, CountedEvent>()
  for (const row of about.rows) {
    rows.set(row.meterCode, { ...row, ...ownOf(moved), kind: 'REVERSAL', quantity: '0', uniqueValue: null })
  }
  if (event.kind === 'CORRECTION') {
    for (const meter of rules.metersOfType.get(event.type) ?? []) {
      const counted = countEvent(meter, moved, original.customerId)
      if (counted && 'problem' in counted) return rejected(event, 'invalid_event', counted.problem)
      if (!counted) continue
      rows.set(meter.code, counted.row)
    }
  }
  return { rows: [...rows.values()], takenBack: about.rows.filter(({ kind }) => kind !== 'REVERSAL') }
}

const verbOf = ({ kind }: UsageEvent): string => (kind === 'REVERSAL' ? 'reverse' : 'correct')

const ownOf = ({ id, dataText, receivedAt, supersedesId }: UsageEvent) => ({ id, dataText, receivedAt, supersedesId })
