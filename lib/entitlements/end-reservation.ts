import { compare, fromDecimalString, toDecimalString, ZERO } from '@/lib/engine/rational'
import { inTransaction, type Transaction } from '@/lib/platform/db/client'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { microBatch } from '@/lib/platform/micro-batch'
import { recordUsage } from '@/lib/usage/ingest-usage'
import { recentCatalogue } from './catalogue'
import { decideUse, meterOf } from './decide'
import { countedGroup, groupLevel } from './group-level'
import { lockDeciding, useUntilAlone } from './lock-deciding'
import { isFlow } from './resolve'
import { metersThatDecide, readStates, usedOf } from './read-state'
import {
  expireReservationRows,
  findLastAt,
  findReservation,
  lockReservation,
  updateReservation,
  type ReservationRow,
} from './store'
import { usageEventOf } from './usage-event-of'

export type { ReservationRow } from './store'

export interface ReservationInput {
  reservationId: string
  /** Only this customer's; null = anybody's. */
  customerId: string | null
  now: Date
}

/**
 * Counts what was held (or less of it: the rest is free again). The usage event has the reservation's id, so it is counted
 * once however often this is asked for. What has expired is counted if it would still be allowed.
 * Of a meter that keeps a level per group `data` says which group it is added to.
 * Throws not_found, quantity_above_reservation, reservation_ended, consume_not_possible.
 */
export async function confirmReservation({
  quantity,
  source,
  data,
  ...input
}: ReservationInput & {
  quantity?: string
  source: string
  data?: Record<string, unknown>
}): Promise<ReservationRow> {
  return withReservation(input, async (tx, reservation) => {
    const { id, customerId, meterCode: meter } = reservation
    if (reservation.state === 'CONSUMED') return reservation
    if (reservation.state === 'RELEASED') throw ended()
    const wanted = quantity ?? reservation.quantity
    if (compare(fromDecimalString(wanted), fromDecimalString(reservation.quantity)) > 0)
      throw invalid('quantity_above_reservation', 'Less was reserved.', { reserved: reservation.quantity })

    const [state] = await readStates([customerId], input.now, tx)
    if (!state) throw notFound('customer', customerId)
    const { entitlements, catalogue } = state
    const used = await usedOf(entitlements, metersThatDecide(entitlements, meter), tx)
    const isHeld = reservation.state === 'HELD' && reservation.expiresAt > input.now
    if (!isHeld && !decideUse(entitlements, catalogue, { meter, quantity: wanted }, used).allowed) throw ended()

    if (compare(fromDecimalString(wanted), ZERO) > 0) {
      const consumption = { meter, quantity: wanted, id, source, data }
      const meterState = meterOf(entitlements, meter)
      const group = countedGroup(meterState, data)
      const level = group === null ? used.get(meter) : await groupLevel(tx, { state: meterState, customerId, group })
      const about = { customerId, used: level ?? '0', now: input.now }
      const lastAt = isFlow(meterState.meter) ? null : await findLastAt(tx, customerId, meter)
      const event = usageEventOf({ ...meterState, lastAt }, consumption, about)
      const [result] = await recordUsage(tx, { events: [event], caller: { customerId: null }, now: input.now })
      if (result?.status === 'rejected')
        throw invalid(result.code ?? 'invalid_event', result.message ?? 'It could not be counted.')
    }
    return updateReservation(tx, id, {
      state: 'CONSUMED',
      endedAt: input.now,
      consumed: toDecimalString(fromDecimalString(wanted)),
    })
  })
}

/** Gives back what was held. Asked for again it changes nothing. Throws not_found, and reservation_ended if it was consumed. */
export async function releaseReservation(input: ReservationInput): Promise<ReservationRow> {
  return withReservation(input, async (tx, reservation) => {
    if (reservation.state === 'CONSUMED') throw ended()
    if (reservation.state !== 'HELD') return reservation
    return updateReservation(tx, reservation.id, { state: 'RELEASED', endedAt: input.now })
  })
}

/** Marks what was held for too long, a batch at a time. It has not counted since its instant. */
export async function expireReservations({ now, limit }: { now: Date; limit: number }): Promise<number> {
  return inTransaction((tx) => expireReservationRows(tx, now, limit))
}

/**
 * Two at a time: each holds a connection and may need another for a moment (the catalogue, the rules of usage), so that
 * many at once would wait for each other's.
 */
const inTurn = microBatch<() => Promise<ReservationRow>, ReservationRow>({
  maxItems: 1,
  writers: 2,
  write: async ([work]) => [await work!()],
})

/** Under the locks of all that decides with it: spend cap, then counters, then the reservation itself. */
function withReservation(
  input: ReservationInput,
  work: (tx: Transaction, reservation: ReservationRow) => Promise<ReservationRow>,
): Promise<ReservationRow> {
  return inTurn(() => useUntilAlone(() => underLocks(input, work)))
}

async function underLocks(
  { reservationId, customerId, now }: ReservationInput,
  work: (tx: Transaction, reservation: ReservationRow) => Promise<ReservationRow>,
): Promise<ReservationRow> {
  const catalogue = await recentCatalogue()
  return inTransaction(async (tx) => {
    const found = await findReservation(reservationId, customerId, tx)
    if (!found) throw notFound('reservation', reservationId)
    await lockDeciding(tx, { uses: [{ customerId: found.customerId, meter: found.meterCode }], catalogue, now })
    return work(tx, await lockReservation(tx, reservationId))
  })
}

const ended = () => conflict('reservation_ended', 'This reservation was released or has expired.')
