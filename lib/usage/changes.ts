import { fromScaled, toScaled } from './quantity'
import { HOUR, type CountedEvent } from './usage-event'
import type { Meter } from './usage-rules'

// What events change in the totals, put together before the database is asked: one change per customer, meter, hour and
// group. Pure, and on the hot path: maps within maps, as a key put together from texts costs more than all the rest.

export interface HourKey {
  customerId: string
  meterCode: string
  /** Its start, milliseconds UTC. */
  hour: number
  groupKey: string
}
/** Quantities are exact decimals; of a flow they may be negative. */
export interface FlowChange extends HourKey {
  quantity: string
  events: number
}
export interface LevelChange extends FlowChange {
  highest: string
  last: string
  firstAt: number
  lastAt: number
  /** Level × milliseconds from `firstAt` to the end of the hour. */
  area: string
}
export interface UniqueChange extends HourKey {
  value: string
  events: number
}
export interface CounterChange {
  customerId: string
  meterCode: string
  quantity: string
  /** It cannot be added up: read it again. */
  isStale: boolean
  firstAt: number
  lastAt: number
  touchedAt: number
}

export interface Changes {
  counters: CounterChange[]
  flows: FlowChange[]
  levels: LevelChange[]
  uniques: UniqueChange[]
  /** Hours of levels in which something does not count any more. */
  reread: HourKey[]
}

/** What happens to the totals: these rows count from now on, those do not any more. */
export interface Effects {
  counting: readonly CountedEvent[]
  takenBack: readonly { row: CountedEvent; receivedAt: number }[]
}

/** A sum of quantities. Most are small whole numbers, which need no bigint. */
class Sum {
  #whole = 0
  #scaled = 0n

  add(quantity: string, sign: 1 | -1): void {
    if (quantity.length < 10 && !quantity.includes('.')) this.#whole += sign * Number(quantity)
    else this.#scaled += BigInt(sign) * toScaled(quantity)
  }

  toString(): string {
    return this.#scaled === 0n ? String(this.#whole) : fromScaled(this.#scaled + toScaled(String(this.#whole)))
  }
}

interface GroupState extends HourKey {
  sum: Sum
  events: number
  /** Of a level: its rows. */
  rows: CountedEvent[]
  isReread: boolean
  values: Map<string, number> | null
}

interface PairState {
  customerId: string
  meterCode: string
  meter: Meter | undefined
  sum: Sum
  isStale: boolean
  firstAt: number
  lastAt: number
  touchedAt: number
  hours: Map<number, Map<string, GroupState>>
}

const isLevel = (meter: Meter | undefined): boolean =>
  meter?.aggregation === 'MAX' || meter?.aggregation === 'LAST' || meter?.aggregation === 'TIME_WEIGHTED'

/** What the totals become by these effects, in whatever order they are given. */
export function changesOf({ counting, takenBack }: Effects, meters: ReadonlyMap<string, Meter>): Changes {
  const customers = new Map<string, Map<string, PairState>>()
  for (const row of counting) apply(customers, meters, row, 1, row.receivedAt)
  for (const { row, receivedAt } of takenBack) apply(customers, meters, row, -1, receivedAt)
  const changes: Changes = { counters: [], flows: [], levels: [], uniques: [], reread: [] }
  for (const pairs of customers.values()) {
    for (const pair of pairs.values()) collect(changes, pair)
  }
  return changes
}

function apply(
  customers: Map<string, Map<string, PairState>>,
  meters: ReadonlyMap<string, Meter>,
  row: CountedEvent,
  sign: 1 | -1,
  receivedAt: number,
): void {
  const { customerId, meterCode, groupKey, time } = row
  let pairs = customers.get(customerId)
  if (!pairs) customers.set(customerId, (pairs = new Map()))
  let pair = pairs.get(meterCode)
  if (!pair) {
    const instants = { firstAt: time, lastAt: time, touchedAt: receivedAt }
    const meter = meters.get(meterCode)
    pair = { customerId, meterCode, meter, sum: new Sum(), isStale: isLevel(meter), ...instants, hours: new Map() }
    pairs.set(meterCode, pair)
  }
  if (time < pair.firstAt) pair.firstAt = time
  if (time > pair.lastAt) pair.lastAt = time
  if (receivedAt > pair.touchedAt) pair.touchedAt = receivedAt
  const hour = time - (time % HOUR)
  let groups = pair.hours.get(hour)
  if (!groups) pair.hours.set(hour, (groups = new Map()))
  let group = groups.get(groupKey)
  if (!group) {
    const key = { customerId, meterCode, hour, groupKey }
    group = { ...key, sum: new Sum(), events: 0, rows: [], isReread: false, values: null }
    groups.set(groupKey, group)
  }
  if (isLevel(pair.meter)) {
    if (sign > 0) group.rows.push(row)
    else group.isReread = true
    return
  }
  pair.sum.add(row.quantity, sign)
  group.sum.add(row.quantity, sign)
  group.events += sign
  // An event ahead of time may be of the next period; different values do not add up.
  if (time > receivedAt || row.uniqueValue !== null) pair.isStale = true
  if (row.uniqueValue === null) return
  group.values ??= new Map()
  group.values.set(row.uniqueValue, (group.values.get(row.uniqueValue) ?? 0) + sign)
}

function collect(changes: Changes, { hours, meter, sum, ...pair }: PairState): void {
  const { customerId, meterCode, isStale, firstAt, lastAt, touchedAt } = pair
  changes.counters.push({ customerId, meterCode, isStale, firstAt, lastAt, touchedAt, quantity: sum.toString() })
  for (const groups of hours.values()) {
    for (const group of groups.values()) {
      const { hour, groupKey } = group
      const key = { customerId, meterCode, hour, groupKey }
      if (group.isReread) changes.reread.push(key)
      else if (isLevel(meter)) changes.levels.push(levelOf(key, group.rows))
      else changes.flows.push({ ...key, quantity: group.sum.toString(), events: group.events })
      for (const [value, events] of group.values ?? []) changes.uniques.push({ ...key, value, events })
    }
  }
}

/** 10 at 9:15 and 20 at 9:45: highest and last 20, area 10 × 30 min + 20 × 15 min. */
function levelOf(key: HourKey, rows: CountedEvent[]): LevelChange {
  if (rows.length > 1) rows.sort(inOrder)
  let [total, highest, area] = [0n, 0n, 0n]
  for (const [index, { quantity, time }] of rows.entries()) {
    const level = toScaled(quantity)
    total += level
    if (level > highest) highest = level
    area += level * BigInt((rows[index + 1]?.time ?? key.hour + HOUR) - time)
  }
  const last = rows.at(-1)!
  return {
    ...key,
    quantity: fromScaled(total),
    events: rows.length,
    highest: fromScaled(highest),
    last: last.quantity,
    firstAt: rows[0]!.time,
    lastAt: last.time,
    area: fromScaled(area),
  }
}

/** By time, then as they came; what came together by source and id, so that everyone agrees on the last one. */
function inOrder(a: CountedEvent, b: CountedEvent): number {
  return a.time - b.time || a.receivedAt - b.receivedAt || compareText(a.source, b.source) || compareText(a.id, b.id)
}

/** As PostgreSQL's collation "C": by the bytes of UTF-8, which is by code points. */
function compareText(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))
}
