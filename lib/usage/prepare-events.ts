import { countEvent } from './count-event'
import { readEvent } from './read-event'
import type { EventResult } from './schemas'
import { findCustomerIds } from './store'
import { DAY, rejected, type CountedEvent, type UsageCaller, type UsageEvent } from './usage-event'
import type { UsageRules } from './usage-rules'
import type { Candidate } from './write-events'

/** Clocks differ a little. */
const AHEAD_MS = 5 * 60 * 1000

/** Checks each event by itself: `results` holds what was refused, and a gap for each that may be written. */
export async function prepareEvents({
  events,
  caller,
  now,
  rules,
}: {
  events: readonly unknown[]
  caller: UsageCaller
  now: Date
  rules: UsageRules
}): Promise<{ results: (EventResult | undefined)[]; candidates: Candidate[] }> {
  const read = events.map((value) => readEvent(value, now.getTime()))
  const strangers = await findStrangers(read)
  const candidates: Candidate[] = []
  const results = read.map((event): EventResult | undefined => {
    if ('status' in event) return event
    const outcome = checkEvent(event, { caller, rules, strangers })
    if ('status' in outcome) return outcome
    // A reversal of what no meter counts cannot be: only plain events may count nowhere, and need not be kept then.
    if (outcome.rows.length === 0 && event.supersedesId === null)
      return { id: event.id, source: event.source, status: 'accepted' }
    candidates.push(outcome)
    return undefined
  })
  return { results, candidates }
}

function checkEvent(
  event: UsageEvent,
  { caller, rules, strangers }: { caller: UsageCaller; rules: UsageRules; strangers: ReadonlySet<string> },
): Candidate | EventResult {
  const callerCustomerId = caller.customerId
  if (callerCustomerId !== null && event.customerId !== null && event.customerId !== callerCustomerId)
    return rejected(event, 'subject_not_allowed', 'This key may only report the use of its own customer.')
  const customerId = event.customerId ?? callerCustomerId
  const meters = rules.metersOfType.get(event.type)
  if (!meters) return rejected(event, 'unknown_type', `No meter listens to ${event.type}.`)
  if (event.customerId !== null && strangers.has(event.customerId))
    return rejected(event, 'unknown_subject', `There is no customer ${event.customerId}.`)
  if (event.supersedesId !== null) return { event: { ...event, customerId }, rows: [], callerCustomerId }
  if (customerId === null) return rejected(event, 'invalid_event', 'subject: say which customer used it.')
  if (event.time > event.receivedAt + AHEAD_MS)
    return rejected(event, 'future_dated', 'The event is dated more than 5 minutes ahead.')
  if (event.time < event.receivedAt - rules.lateDays * DAY)
    return rejected(event, 'too_old', `The event is more than ${rules.lateDays} days old.`)
  const rows: CountedEvent[] = []
  for (const meter of meters) {
    const counted = countEvent(meter, event, customerId)
    if (!counted) continue
    if ('problem' in counted) return rejected(event, 'invalid_event', counted.problem)
    rows.push(counted.row)
  }
  event.customerId = customerId
  return { event, rows, callerCustomerId }
}

/** Customers that were found once: they are never deleted. */
let known = new Set<string>()
const MAX_KNOWN = 200_000

/** The subjects that are no customers. */
async function findStrangers(events: readonly (UsageEvent | EventResult)[]): Promise<Set<string>> {
  const asked = new Set<string>()
  for (const event of events) {
    if ('status' in event || event.customerId === null || known.has(event.customerId)) continue
    asked.add(event.customerId)
  }
  if (asked.size === 0) return asked
  if (known.size > MAX_KNOWN) known = new Set()
  for (const id of await findCustomerIds([...asked])) {
    known.add(id)
    asked.delete(id)
  }
  return asked
}
