import { conflict } from '@/lib/platform/errors'
import { inOrder, sqlStateOf, type RunSql, type Statement } from '@/lib/platform/db/run-sql'
import { changesOf, hourName, type Changes, type HourKey } from './changes'
import { ensureMonths, findEventsAbout, findKnownEvents, insertCountedEvents } from './event-store'
import { EventMap } from './event-map'
import type { EventResult } from './schemas'
import { knownEvents, remember, supersedeEvent } from './supersede-event'
import {
  applyCounterChanges,
  applyFlowChanges,
  applyLevelChanges,
  applyUniqueChanges,
  rereadHours,
} from './total-store'
import { DAY, monthOf, rejected, type CountedEvent, type UsageEvent } from './usage-event'
import type { UsageRules } from './usage-rules'

/** An event that can be counted; `rows` is what its meters make of it, empty where it supersedes another one. */
export interface Candidate {
  event: UsageEvent
  rows: CountedEvent[]
  callerCustomerId: string | null
}

/** For at least this long an id is remembered across months; within the month of its event, for ever. */
const REMEMBERED_DAYS = 35

/**
 * Writes events and the totals they change, in the caller's transaction: each (source, id) once, whoever else writes at
 * the same time. Whoever changes totals holds the counters' locks, taken in one order. Throws `usage_conflict` where
 * another transaction wrote one of the events in between: rolled back and done again, it is seen as a duplicate.
 */
export async function writeEvents(
  run: RunSql,
  candidates: readonly Candidate[],
  rules: UsageRules,
): Promise<EventResult[]> {
  const plan = await planWrites(run, candidates, rules)
  if (plan.rows.length > 0) await carryOut(run, plan.rows, changesOf(plan, rules.meters))
  return plan.results
}

/** An event that does not say its time may be repeated this long after it was first sent, while that is still being written. */
const TURN_MS = 10 * 60 * 1000

const lockTurn: Statement = {
  name: 'usage-lock-turn',
  text: `SELECT pg_advisory_xact_lock(hashtext('usage-turn'))::text`,
}

/**
 * The same in a transaction that does nothing else. An event without a time that is sent again at the turn of the month is of
 * another month, where no unique index meets it: what arrives around that instant is written one batch after the other, so that
 * the second sees the first.
 */
export async function writeEventsAlone(
  run: RunSql,
  candidates: readonly Candidate[],
  rules: UsageRules,
): Promise<EventResult[]> {
  const isAtTurn = candidates.some(
    ({ event: { isTimed, receivedAt } }) => !isTimed && monthOf(receivedAt - TURN_MS) !== monthOf(receivedAt + TURN_MS),
  )
  if (isAtTurn) await run(lockTurn, [])
  return writeEvents(run, candidates, rules)
}

async function planWrites(run: RunSql, candidates: readonly Candidate[], rules: UsageRules) {
  const superseding = candidates.flatMap(({ event }) =>
    event.supersedesId === null ? [] : [{ source: event.source, id: event.supersedesId }],
  )
  const about = knownEvents(await findEventsAbout(run, superseding))
  const timeOf = ({ event: { source, supersedesId, time } }: Candidate) =>
    (supersedesId === null ? undefined : about.get({ source, id: supersedesId })?.rows[0]?.time) ?? time
  const stored = await findStored(run, candidates, candidates.map(timeOf))

  const results: EventResult[] = []
  const rows: CountedEvent[] = []
  const counting: CountedEvent[] = []
  const takenBack: { row: CountedEvent; receivedAt: number }[] = []
  const inBatch = new EventMap<CountedEvent[]>()
  for (const { event, rows: counted, callerCustomerId } of candidates) {
    const { id, source } = event
    const before = stored.get(event) ?? inBatch.get(event)
    if (before) {
      results.push(repeated(event, counted, before))
      continue
    }
    let own = counted
    if (event.supersedesId === null) {
      for (const row of counted) counting.push(row)
    } else {
      const outcome = supersedeEvent(event, { known: about, rules, callerCustomerId })
      if ('status' in outcome) {
        results.push(outcome)
        continue
      }
      own = outcome.rows
      for (const row of own) if (row.kind === 'CORRECTION') counting.push(row)
      for (const row of outcome.takenBack) takenBack.push({ row, receivedAt: event.receivedAt })
    }
    if (superseding.length > 0) for (const row of own) rows.push(row)
    inBatch.set(event, own)
    if (superseding.length > 0) for (const row of own) remember(about, row)
    results.push({ id, source, status: 'accepted' })
  }
  // The order of what counts is the one in which it is written; the same list where nothing is superseded.
  return { results, rows: superseding.length === 0 ? counting : rows, counting, takenBack }
}

/** What is there of the events, in their own months and as far back as ids are remembered. */
async function findStored(
  run: RunSql,
  candidates: readonly Candidate[],
  times: readonly number[],
): Promise<EventMap<CountedEvent[]>> {
  const months = new Set(times.map(monthOf))
  for (const { event } of candidates) months.add(monthOf(event.receivedAt))
  const latest = [...months].sort().at(-1)!
  const earliest = monthOf(Math.min(...candidates.map(({ event }) => event.receivedAt)) - REMEMBERED_DAYS * DAY)
  for (let month = latest; month >= earliest; month = monthOf(Date.parse(month) - DAY)) months.add(month)
  const stored = new EventMap<CountedEvent[]>()
  const keys = candidates.map(({ event }) => event)
  for (const row of await findKnownEvents(run, keys, [...months])) stored.set(row, [...(stored.get(row) ?? []), row])
  return stored
}

/** The same event again, or another one under its id. A meter that is new since then does not count it now. */
function repeated(event: UsageEvent, counted: readonly CountedEvent[], before: readonly CountedEvent[]): EventResult {
  const { id, source } = event
  const isSame = before.every((row) => {
    if (row.type !== event.type || row.supersedesId !== event.supersedesId) return false
    if (event.customerId !== null && row.customerId !== event.customerId) return false
    if (event.supersedesId !== null) return true
    if (event.isTimed && row.time !== event.time) return false
    const now = counted.find(({ meterCode }) => meterCode === row.meterCode)
    if (!now) return true
    return now.quantity === row.quantity && now.groupKey === row.groupKey && now.uniqueValue === row.uniqueValue
  })
  if (isSame) return { id, source, status: 'duplicate' }
  return rejected(event, 'id_reused', `Another event of ${source} was reported with the id ${id}.`)
}

/** Locks first, then the events, then the totals. */
async function carryOut(run: RunSql, rows: CountedEvent[], changes: Changes): Promise<void> {
  let joined: HourKey[] = []
  await inOrder(run, [
    () => applyCounterChanges(run, changes.counters),
    () => ensureMonths(run, [...new Set(rows.map(({ time }) => monthOf(time)))]),
    () => insertNew(run, rows),
    () => applyFlowChanges(run, changes.flows),
    () => applyUniqueChanges(run, changes.uniques),
    async () => (joined = await applyLevelChanges(run, changes.levels)),
  ])
  const names = new Set(joined.map(hourName))
  await rereadHours(run, [...changes.levels.filter((hour) => !names.has(hourName(hour))), ...changes.reread])
}

async function insertNew(run: RunSql, rows: readonly CountedEvent[]): Promise<void> {
  try {
    await insertCountedEvents(run, rows)
  } catch (error) {
    if (sqlStateOf(error) !== '23505') throw error
    throw conflict('usage_conflict', 'One of the events was written by another at this moment.')
  }
}
