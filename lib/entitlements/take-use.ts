import { add, compare, fromDecimalString, subtract, toDecimalString, ZERO } from '@/lib/engine/rational'
import type { Transaction } from '@/lib/platform/db/client'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/id'
import { hasSeenValue } from '@/lib/usage/has-seen-value'
import { decideUse, meterOf, requestedOf, type Decision } from './decide'
import { countedGroup, groupLevel, groupOf } from './group-level'
import { metersThatDecide, usedOf, type EntitlementState } from './read-state'
import { isFlow, type MeterEntitlement } from './resolve'
import type { MeterRow } from './catalogue'
import { findLastAt, type KnownUse, type ReservationRow } from './store'
import { usageEventOf, type Consumption, type ConsumptionEvent } from './usage-event-of'

/** A request that changes what is left: it is counted, or held until `holdUntil`. */
export interface UseRequest extends Consumption {
  customerId: string
  mode: 'consume' | 'reserve'
  /** Of a reservation. */
  holdUntil: Date
  now: Date
}

export interface UseResult extends Decision {
  /** It was counted or held before, under this id: nothing changed. */
  duplicate: boolean
  reservation: Pick<ReservationRow, 'id' | 'expiresAt' | 'state'> | null
}

/** What requests that are decided together share, under their counters' locks. */
export interface Batch {
  tx: Transaction
  now: Date
  states: Map<string, EntitlementState | null>
  /** By customer and meter, with what this batch counted. */
  used: Map<string, Map<string, string>>
  /** Levels of groups that this batch changed. */
  groups: Map<string, string>
  counted: Map<string, KnownUse>
  /** Values that unique counts of this batch counted. */
  seen: Set<string>
  reserved: Map<string, ReservationRow>
  /** To be written; `place` is the request's. */
  events: { event: ConsumptionEvent; place: number }[]
  reservations: ReservationRow[]
}

export const useName = ({ source, id, meterCode }: Pick<KnownUse, 'source' | 'id' | 'meterCode'>): string =>
  `${source}\n${id}\n${meterCode}`
export const reservationName = (row: { customerId: string; idempotencyKey: string }): string =>
  `${row.customerId}\n${row.idempotencyKey}`

/** Decides one request after those before it in the batch, and notes what is to be written if it is allowed. */
export async function takeUse(batch: Batch, request: UseRequest, place: number): Promise<UseResult> {
  const { customerId, meter, mode, quantity, level } = request
  const state = batch.states.get(customerId)
  if (!state) throw notFound('customer', customerId)
  const { entitlements, catalogue } = state
  const meterState = meterOf(entitlements, meter)
  const used = await usedIn(batch, state, meter)
  const ownUse = used.get(meter) ?? '0'
  const nothing = () => decideUse(entitlements, catalogue, { meter, quantity: '0' }, used)

  const reservation = mode === 'reserve' ? heldBefore(batch, request) : null
  if (reservation || (mode === 'consume' && wasCounted(batch, request, meterState))) {
    return { ...nothing(), allowed: true, code: null, upgrade: null, duplicate: true, reservation }
  }
  if (mode === 'consume' && !isFlow(meterState.meter))
    meterState.lastAt ??= await findLastAt(batch.tx, customerId, meter)
  if (mode === 'reserve' && level !== undefined && meterState.meter.groupByProperty && !isFlow(meterState.meter))
    throw invalid('consume_not_possible', 'This meter keeps a level per group: reserve a quantity.')
  const before = mode === 'consume' ? await levelBefore(batch, request, { state: meterState, ownUse }) : ownUse
  const event =
    mode === 'consume' ? usageEventOf(meterState, request, { customerId, used: before, now: batch.now }) : null
  const isSeen = event !== null && (await countsNothing(batch, customerId, meterState, event.data))
  const requested = isSeen ? '0' : requestedOf(meterState, { meter, quantity, level }, before)
  const decision = decideUse(entitlements, catalogue, { meter, quantity: requested }, used)
  if (!decision.allowed) return { ...decision, duplicate: false, reservation: null }

  if (!event) {
    const held = newReservation(request, requested)
    batch.reservations.push(held)
    batch.reserved.set(reservationName(held), held)
    meterState.held = sumOf(meterState.held, requested)
    return { ...decision, duplicate: false, reservation: held }
  }
  batch.events.push({ event, place })
  const after = level ?? sumOf(before, requested)
  used.set(meter, sumOf(ownUse, after, before))
  const group = groupOf(meterState, request.data)
  if (group !== null) batch.groups.set(groupName(customerId, meter, group), after)
  if (meterState.meter.aggregation === 'UNIQUE') batch.seen.add(valueName(customerId, meterState.meter, event.data))
  if (event.time) meterState.lastAt = Date.parse(event.time)
  const known = {
    source: request.source,
    id: request.id,
    customerId,
    meterCode: meter,
    quantity: countedQuantity(event.data, meterState),
  }
  batch.counted.set(useName(known), known)
  return { ...decision, duplicate: false, reservation: null }
}

/** What the level that is changed stands at, after those before it in the batch: the group's, or all there is. */
async function levelBefore(
  { tx, groups }: Batch,
  { customerId, meter, data }: UseRequest,
  { state, ownUse }: { state: MeterEntitlement; ownUse: string },
): Promise<string> {
  const group = countedGroup(state, data)
  if (group === null) return ownUse
  return groups.get(groupName(customerId, meter, group)) ?? (await groupLevel(tx, { state, customerId, group }))
}

const groupName = (customerId: string, meter: string, group: string): string => `${customerId}\n${meter}\n${group}`

async function usedIn(
  { used, tx }: Batch,
  { entitlements }: EntitlementState,
  meter: string,
): Promise<Map<string, string>> {
  const { customerId } = entitlements
  const known = used.get(customerId) ?? new Map<string, string>()
  used.set(customerId, known)
  const missing = metersThatDecide(entitlements, meter).filter((code) => !known.has(code))
  for (const [code, quantity] of await usedOf(entitlements, missing, tx)) known.set(code, quantity)
  return known
}

/** Counted under this id before. Throws id_reused where it was something else. */
function wasCounted(
  { counted }: Batch,
  { customerId, meter, source, id, quantity = '1' }: UseRequest,
  { meter: row }: MeterEntitlement,
): boolean {
  const known = counted.get(useName({ source, id, meterCode: meter }))
  if (!known) return false
  const isSame =
    known.customerId === customerId &&
    (row.aggregation !== 'SUM' || compare(fromDecimalString(known.quantity), fromDecimalString(quantity)) === 0)
  if (!isSame) throw conflict('id_reused', 'Something else was counted under this id.')
  return true
}

function heldBefore(
  { reserved, now }: Batch,
  { customerId, id, meter, quantity = '1', level }: UseRequest,
): ReservationRow | null {
  const row = reserved.get(reservationName({ customerId, idempotencyKey: id }))
  if (!row) return null
  const isSame =
    row.meterCode === meter &&
    (level !== undefined || compare(fromDecimalString(row.quantity), fromDecimalString(quantity)) === 0)
  if (!isSame) throw conflict('id_reused', 'Something else was reserved under this id.')
  const hasEnded = row.state === 'RELEASED' || row.state === 'EXPIRED' || (row.state === 'HELD' && row.expiresAt <= now)
  if (hasEnded) throw conflict('reservation_ended', 'This reservation was released or has expired.')
  return row
}

/** Whether a unique count knows the value already, so that it adds nothing. */
async function countsNothing(
  { tx, seen }: Batch,
  customerId: string,
  { meter, period }: MeterEntitlement,
  data: Record<string, unknown>,
): Promise<boolean> {
  if (meter.aggregation !== 'UNIQUE') return false
  const value = String(data[meter.valueProperty])
  if (seen.has(valueName(customerId, meter, data))) return true
  // What never starts again counts from the beginning.
  const since = meter.reset === 'NEVER' ? null : period.start
  return hasSeenValue(tx, { customerId, meterCode: meter.code, value, since })
}

const valueName = (customerId: string, { code, valueProperty }: MeterRow, data: Record<string, unknown>): string =>
  `${customerId}\n${code}\n${String(data[valueProperty])}`

function newReservation({ customerId, meter, id, holdUntil, now }: UseRequest, quantity: string): ReservationRow {
  if (compare(fromDecimalString(quantity), ZERO) === 0)
    throw invalid('nothing_to_reserve', 'Reserve more than nothing.')
  return {
    id: newId('rsv'),
    customerId,
    meterCode: meter,
    quantity,
    state: 'HELD',
    idempotencyKey: id,
    expiresAt: holdUntil,
    createdAt: now,
    endedAt: null,
    consumed: null,
  }
}

const countedQuantity = (data: Record<string, unknown>, { meter }: MeterEntitlement): string =>
  meter.aggregation === 'SUM' ? String(data[meter.valueProperty]) : '1'

/** a + b − c. */
const sumOf = (a: string, b: string, c = '0'): string =>
  toDecimalString(subtract(add(fromDecimalString(a), fromDecimalString(b)), fromDecimalString(c)))
