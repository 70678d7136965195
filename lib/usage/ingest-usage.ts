import { inSqlTransaction, runSqlOn } from '@/lib/platform/db/run-sql'
import type { Transaction } from '@/lib/platform/db/client'
import { microBatch } from '@/lib/platform/micro-batch'
import { prepareEvents } from './prepare-events'
import type { EventResult } from './schemas'
import type { UsageCaller } from './usage-event'
import { untilAlone } from './until-alone'
import { usageRules, type UsageRules } from './usage-rules'
import { writeEvents, writeEventsAlone, type Candidate } from './write-events'

export interface UsageReport {
  /** As they came: each is checked by itself. */
  events: readonly unknown[]
  caller: UsageCaller
  now: Date
}

/** More than this is no quicker to write at once. */
const BATCH_EVENTS = 5_000
/** Customers are dealt out to so many writers, which thus never wait for each other's counters. */
const LANES = 3
const MAX_TRIES = 50

/**
 * Takes events in: each (source, id) counts once, however often, wherever and in whatever parts it is sent, also at the
 * same moment. Answers for each event, in the order given, what became of it; what is refused touches no other. Totals
 * change in the same transaction. What comes at the same time is written together.
 */
export async function ingestUsage({ events, caller, now }: UsageReport): Promise<EventResult[]> {
  const rules = await usageRules()
  const { results, candidates } = await prepareEvents({ events, caller, now, rules })
  if (candidates.length === 0) return results as EventResult[]
  return fillIn(results, await writeInLanes({ candidates, rules }))
}

/**
 * The same within a use-case's own transaction, for a few events: what is reported and what it depends on are one.
 * Throws `usage_conflict` where somebody else reports the same event at this moment.
 */
export async function recordUsage(tx: Transaction, { events, caller, now }: UsageReport): Promise<EventResult[]> {
  const rules = await usageRules()
  const { results, candidates } = await prepareEvents({ events, caller, now, rules })
  if (candidates.length === 0) return results as EventResult[]
  return fillIn(results, await writeEvents(runSqlOn(tx), candidates, rules))
}

/** Puts what was found out in writing into the places that were left open. */
function fillIn(results: readonly (EventResult | undefined)[], written: readonly EventResult[]): EventResult[] {
  let next = 0
  return results.map((result) => result ?? written[next++]!)
}

interface Report {
  candidates: Candidate[]
  rules: UsageRules
}

const lanes = Array.from({ length: LANES }, () =>
  microBatch<Report, EventResult[]>({
    maxItems: BATCH_EVENTS,
    sizeOf: ({ candidates }) => candidates.length,
    async write(reports) {
      const candidates = reports.flatMap((report) => report.candidates)
      const { rules } = reports.at(-1)!
      const results = await untilAlone(() => inSqlTransaction((run) => writeEventsAlone(run, candidates, rules)), {
        maxTries: MAX_TRIES,
      })
      let from = 0
      return reports.map((report) => results.slice(from, (from += report.candidates.length)))
    },
  }),
)

/** What is about an event of the same report, and does not say whose, must come after it: such a report stays whole. */
async function writeInLanes({ candidates, rules }: Report): Promise<EventResult[]> {
  if (candidates.some(({ event }) => event.customerId === null)) return lanes[0]!({ candidates, rules })
  const dealt = lanes.map((): number[] => [])
  candidates.forEach(({ event }, index) => dealt[laneOf(event.customerId!)]!.push(index))
  const results: EventResult[] = []
  await Promise.all(
    dealt.map(async (indexes, lane) => {
      if (indexes.length === 0) return
      const written = await lanes[lane]!({ candidates: indexes.map((index) => candidates[index]!), rules })
      indexes.forEach((index, at) => (results[index] = written[at]!))
    }),
  )
  return results
}

/** Ids end in random letters. */
const laneOf = (customerId: string): number =>
  (customerId.charCodeAt(customerId.length - 1) + customerId.charCodeAt(customerId.length - 2)) % LANES
