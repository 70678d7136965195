import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { BillingError, invalid } from '@/lib/platform/errors'
import { microBatch } from '@/lib/platform/micro-batch'
import { recordUsage } from '@/lib/usage/ingest-usage'
import { recentCatalogue } from './catalogue'
import { lockDeciding, useUntilAlone } from './lock-deciding'
import { readStates } from './read-state'
import { findCounted, findReservationsByKey, insertReservations } from './store'
import { reservationName, takeUse, useName, type Batch, type UseRequest, type UseResult } from './take-use'

type Outcome = UseResult | BillingError

const MAX_REQUESTS = 100

/**
 * Decides and counts (or holds) what comes at the same moment, in one transaction under the counters' locks, in the order in
 * which it came: each request sees what those before it took, so a hard limit is never passed, and what is allowed is
 * counted in the very transaction that allowed it.
 */
export const useTogether = microBatch<UseRequest, Outcome>({
  maxItems: MAX_REQUESTS,
  async write(requests) {
    return useUntilAlone(() => inTransaction((tx) => useAll(tx, requests)))
  },
})

/** Within a transaction. */
async function useAll(tx: Transaction, requests: readonly UseRequest[]): Promise<Outcome[]> {
  const now = requests.reduce((latest, request) => (request.now > latest ? request.now : latest), requests[0]!.now)
  await lockDeciding(tx, { uses: requests, catalogue: await recentCatalogue(), now })
  const customerIds = [...new Set(requests.map(({ customerId }) => customerId))]
  const states = await readStates(customerIds, now, tx)
  const batch: Batch = {
    tx,
    now,
    states: new Map(customerIds.map((id, index) => [id, states[index] ?? null])),
    used: new Map(),
    groups: new Map(),
    counted: new Map(),
    seen: new Set(),
    reserved: new Map(),
    events: [],
    reservations: [],
  }
  await findEarlier(batch, requests)
  const outcomes: Outcome[] = []
  for (const [place, request] of requests.entries()) outcomes.push(await attempt(batch, request, place))
  await writeAll(batch, outcomes)
  return outcomes
}

async function findEarlier({ tx, now, counted, reserved }: Batch, requests: readonly UseRequest[]): Promise<void> {
  const consumed = requests.filter(({ mode }) => mode === 'consume')
  if (consumed.length > 0) {
    for (const use of await findCounted(tx, consumed, recentMonths(now))) counted.set(useName(use), use)
  }
  const reserving = requests.filter(({ mode }) => mode === 'reserve')
  const keys = reserving.map(({ customerId, id }) => ({ customerId, idempotencyKey: id }))
  for (const row of await findReservationsByKey(tx, keys)) reserved.set(reservationName(row), row)
}

/** Ids are remembered for 35 days: the months that an event of today can share its id with. */
function recentMonths(now: Date): string[] {
  return [1, 0, -1, -2].map((offset) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1)).toISOString().slice(0, 10),
  )
}

/** A request that cannot be answered takes no other with it. */
async function attempt(batch: Batch, request: UseRequest, place: number): Promise<Outcome> {
  try {
    return await takeUse(batch, request, place)
  } catch (error) {
    if (error instanceof BillingError && error.kind !== 'unavailable') return error
    throw error
  }
}

/** What was allowed is counted and held. What the usage module does not take after all is refused with its reason. */
async function writeAll({ tx, now, events, reservations }: Batch, outcomes: Outcome[]): Promise<void> {
  await insertReservations(tx, reservations)
  if (events.length === 0) return
  const results = await recordUsage(tx, {
    events: events.map(({ event }) => event),
    caller: { customerId: null },
    now,
  })
  for (const [index, { status, code, message }] of results.entries()) {
    const { place } = events[index]!
    const outcome = outcomes[place]!
    if (status === 'rejected') outcomes[place] = invalid(code ?? 'invalid_event', message ?? 'It could not be counted.')
    else if (status === 'duplicate' && !(outcome instanceof BillingError)) outcome.duplicate = true
  }
}
