import { fromScaled, toScaled } from './quantity'
import { HOUR, type CountedEvent } from './usage-event'
import type { Meter } from './usage-rules'

// What events change in the totals, put together before the database is asked: one change per customer, meter, hour and
// group. Pure.

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

/** A row that counts from now on, or (−1) does not count any more. */
export interface Effect {
  row: CountedEvent
  sign: 1 | -1
  receivedAt: number
}

type Sum = { whole: number; scaled: bigint }
const addTo = (sum: Sum, quantity: string, sign: 1 | -1): void => {
  // Most quantities are small whole numbers, which need no bigint.
  if (quantity.length < 10 && !quantity.includes('.')) sum.whole += sign * Number(quantity)
  else sum.scaled += BigInt(sign) * toScaled(quantity)
}
const textOf = ({ whole, scaled }: Sum): string =>
  scaled === 0n ? String(whole) : fromScaled(scaled + toScaled(String(whole)))

const isLevel = (meter: Meter): boolean =>
  meter.aggregation === 'MAX' || meter.aggregation === 'LAST' || meter.aggregation === 'TIME_WEIGHTED'

/** What the totals become by these effects, in whatever order they are given. */
export function changesOf(effects: readonly Effect[], meters: ReadonlyMap<string, Meter>): Changes {
  const counters = new Map<string, CounterChange & { sum: Sum }>()
  const flows = new Map<string, FlowChange & { sum: Sum }>()
  const levels = new Map<string, { key: HourKey; rows: CountedEvent[] }>()
  const uniques = new Map<string, UniqueChange>()
  const reread = new Map<string, HourKey>()
  for (const { row, sign, receivedAt } of effects) {
    const { customerId, meterCode, groupKey, time } = row
    const meter = meters.get(meterCode)
    const pair = `${customerId}\n${meterCode}`
    let counter = counters.get(pair)
    if (!counter) {
      const instants = { firstAt: time, lastAt: time, touchedAt: receivedAt }
      counter = { customerId, meterCode, quantity: '0', isStale: false, ...instants, sum: { whole: 0, scaled: 0n } }
      counters.set(pair, counter)
    }
    if (time < counter.firstAt) counter.firstAt = time
    if (time > counter.lastAt) counter.lastAt = time
    if (receivedAt > counter.touchedAt) counter.touchedAt = receivedAt
    const hour = time - (time % HOUR)
    const name = `${pair}\n${hour}\n${groupKey}`
    if (meter && isLevel(meter)) {
      counter.isStale = true
      if (sign < 0) reread.set(name, { customerId, meterCode, hour, groupKey })
      const level = levels.get(name)
      if (sign > 0 && level) level.rows.push(row)
      else if (sign > 0) levels.set(name, { key: { customerId, meterCode, hour, groupKey }, rows: [row] })
      continue
    }
    // An event ahead of time may be of the next period.
    if (meter?.aggregation === 'UNIQUE' || time > receivedAt) counter.isStale = true
    addTo(counter.sum, row.quantity, sign)
    let flow = flows.get(name)
    if (!flow) {
      flow = { customerId, meterCode, hour, groupKey, quantity: '0', events: 0, sum: { whole: 0, scaled: 0n } }
      flows.set(name, flow)
    }
    addTo(flow.sum, row.quantity, sign)
    flow.events += sign
    if (row.uniqueValue === null) continue
    const valueName = `${name}\n${row.uniqueValue}`
    const unique = uniques.get(valueName)
    if (unique) unique.events += sign
    else uniques.set(valueName, { customerId, meterCode, hour, groupKey, value: row.uniqueValue, events: sign })
  }
  return {
    counters: [...counters.values()].map(({ sum, ...change }) => ({ ...change, quantity: textOf(sum) })),
    flows: [...flows.values()].map(({ sum, ...change }) => ({ ...change, quantity: textOf(sum) })),
    levels: [...levels].flatMap(([name, { key, rows }]) => (reread.has(name) ? [] : [levelOf(key, rows)])),
    uniques: [...uniques.values()],
    reread: [...reread.values()],
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
export function inOrder(a: CountedEvent, b: CountedEvent): number {
  return a.time - b.time || a.receivedAt - b.receivedAt || compareText(a.source, b.source) || compareText(a.id, b.id)
}

/** As PostgreSQL's collation "C": by the bytes of UTF-8, which is by code points. */
function compareText(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))
}
