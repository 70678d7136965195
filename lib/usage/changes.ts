import { fromScaled, fromThousandths, toScaled, toThousandths } from './quantity'
import { HOUR, type CountedEvent } from './usage-event'
import type { Meter } from './usage-rules'

// What events change in the totals, put together before the database is asked: one change per customer, meter, hour and
// group. Pure, and on the hot path: it sorts, as maps with texts for keys cost more than all the rest.

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
  counting: CountedEvent[]
  takenBack: readonly { row: CountedEvent; receivedAt: number }[]
}

/** A sum of quantities. Most are small, and need no bigint. */
interface Sum {
  thousandths: number
  scaled: bigint
}

const nothing = (): Sum => ({ thousandths: 0, scaled: 0n })

function add(sum: Sum, quantity: string, sign: 1 | -1): void {
  const thousandths = toThousandths(quantity)
  if (thousandths === undefined) sum.scaled += BigInt(sign) * toScaled(quantity)
  else sum.thousandths += sign * thousandths
}

const textOf = ({ thousandths, scaled }: Sum): string => {
  const text = fromThousandths(thousandths)
  return scaled === 0n ? text : fromScaled(scaled + toScaled(text))
}

/**
 * What the totals become by these effects, in whatever order they are given. Sorts `counting` by customer, meter, hour and group: in
 * that order what belongs together is one stretch, and rows are neighbours in the table's index.
 */
export function changesOf({ counting, takenBack }: Effects, meters: ReadonlyMap<string, Meter>): Changes {
  const changes: Changes = { counters: [], flows: [], levels: [], uniques: [], reread: [] }
  counting.sort(byPlace)
  let from = 0
  for (let at = 1; at <= counting.length; at++) {
    const row = counting[from]!
    const next = counting[at]
    if (next && next.customerId === row.customerId && next.meterCode === row.meterCode) continue
    changeStretch(changes, { rows: counting, from, to: at, sign: 1, meter: meters.get(row.meterCode) })
    from = at
  }
  for (const { row, receivedAt } of takenBack) {
    const rows = [{ ...row, receivedAt }]
    changeStretch(changes, { rows, from: 0, to: 1, sign: -1, meter: meters.get(row.meterCode) })
  }
  return takenBack.length === 0 ? changes : together(changes)
}

const isLevel = (meter: Meter | undefined): boolean =>
  meter?.aggregation === 'MAX' || meter?.aggregation === 'LAST' || meter?.aggregation === 'TIME_WEIGHTED'

interface Stretch {
  rows: readonly CountedEvent[]
  from: number
  to: number
  sign: 1 | -1
  meter: Meter | undefined
}

/** The rows of one customer and meter, in order of hour and group. */
function changeStretch(changes: Changes, { rows, from, to, sign, meter }: Stretch): void {
  const { customerId, meterCode } = rows[from]!
  const total = nothing()
  const level = isLevel(meter)
  let isStale = level
  let [firstAt, lastAt, touchedAt] = [Infinity, 0, 0]
  for (let start = from; start < to;) {
    const { time, groupKey } = rows[start]!
    const hour = time - (time % HOUR)
    const sum = nothing()
    let values: Map<string, number> | undefined
    let end = start
    for (; end < to; end++) {
      const row = rows[end]!
      if (row.groupKey !== groupKey || row.time >= hour + HOUR) break
      if (row.time < firstAt) firstAt = row.time
      if (row.time > lastAt) lastAt = row.time
      if (row.receivedAt > touchedAt) touchedAt = row.receivedAt
      if (level) continue
      add(sum, row.quantity, sign)
      add(total, row.quantity, sign)
      // An event ahead of time may be of the next period; different values do not add up.
      if (row.time > row.receivedAt || row.uniqueValue !== null) isStale = true
      if (row.uniqueValue === null) continue
      values ??= new Map()
      values.set(row.uniqueValue, (values.get(row.uniqueValue) ?? 0) + sign)
    }
    const key = { customerId, meterCode, hour, groupKey }
    if (!level) changes.flows.push({ ...key, quantity: textOf(sum), events: sign * (end - start) })
    else if (sign < 0) changes.reread.push(key)
    else changes.levels.push(levelOf(key, rows, start, end))
    for (const [value, events] of values ?? []) changes.uniques.push({ ...key, value, events })
    start = end
  }
  changes.counters.push({ customerId, meterCode, quantity: textOf(total), isStale, firstAt, lastAt, touchedAt })
}

/** 10 at 9:15 and 20 at 9:45: highest and last 20, area 10 × 30 min + 20 × 15 min. The rows are in order. */
function levelOf(key: HourKey, rows: readonly CountedEvent[], from: number, to: number): LevelChange {
  const first = rows[from]!
  const last = rows[to - 1]!
  const common = { ...key, events: to - from, last: last.quantity, firstAt: first.time, lastAt: last.time }
  let [total, highest, area] = [0, 0, 0]
  for (let index = from; index < to; index++) {
    const level = toThousandths(rows[index]!.quantity)
    if (level === undefined) return { ...common, ...largeLevels(key, rows, from, to) }
    total += level
    if (level > highest) highest = level
    area += level * lasted(key, rows, index, to)
  }
  return {
    ...common,
    quantity: fromThousandths(total),
    highest: fromThousandths(highest),
    area: fromThousandths(area),
  }
}

function largeLevels(key: HourKey, rows: readonly CountedEvent[], from: number, to: number) {
  let [total, highest, area] = [0n, 0n, 0n]
  for (let index = from; index < to; index++) {
    const level = toScaled(rows[index]!.quantity)
    total += level
    if (level > highest) highest = level
    area += level * BigInt(lasted(key, rows, index, to))
  }
  return { quantity: fromScaled(total), highest: fromScaled(highest), area: fromScaled(area) }
}

/** For how many milliseconds of its hour a level was the last one. */
const lasted = ({ hour }: HourKey, rows: readonly CountedEvent[], index: number, to: number): number =>
  (index + 1 < to ? rows[index + 1]!.time : hour + HOUR) - rows[index]!.time

/** One change for each key, where some count and others are taken back. */
function together({ counters, flows, levels, uniques, reread }: Changes): Changes {
  const rereadHours = keyed(reread, hourName, (one) => one)
  return {
    counters: keyed(
      counters,
      (c) => `${c.customerId}\n${c.meterCode}`,
      (a, b) => ({
        ...a,
        quantity: plus(a.quantity, b.quantity),
        isStale: a.isStale || b.isStale,
        firstAt: Math.min(a.firstAt, b.firstAt),
        lastAt: Math.max(a.lastAt, b.lastAt),
        touchedAt: Math.max(a.touchedAt, b.touchedAt),
      }),
    ),
    flows: keyed(flows, hourName, (a, b) => ({
      ...a,
      quantity: plus(a.quantity, b.quantity),
      events: a.events + b.events,
    })),
    levels: levels.filter((level) => !rereadHours.some((hour) => hourName(hour) === hourName(level))),
    uniques: keyed(
      uniques,
      (u) => `${hourName(u)}\n${u.value}`,
      (a, b) => ({ ...a, events: a.events + b.events }),
    ),
    reread: rereadHours,
  }
}

export const hourName = ({ customerId, meterCode, hour, groupKey }: HourKey): string =>
  `${customerId}\n${meterCode}\n${hour}\n${groupKey}`

const plus = (a: string, b: string): string => fromScaled(toScaled(a) + toScaled(b))

function keyed<Change>(changes: Change[], nameOf: (change: Change) => string, merge: (a: Change, b: Change) => Change) {
  const byName = new Map<string, Change>()
  for (const change of changes) {
    const name = nameOf(change)
    const before = byName.get(name)
    byName.set(name, before ? merge(before, change) : change)
  }
  return [...byName.values()]
}

/** By customer, meter, hour and group; then by time and as they came. */
function byPlace(a: CountedEvent, b: CountedEvent): number {
  if (a.customerId !== b.customerId) return a.customerId < b.customerId ? -1 : 1
  if (a.meterCode !== b.meterCode) return a.meterCode < b.meterCode ? -1 : 1
  const hours = a.time - (a.time % HOUR) - (b.time - (b.time % HOUR))
  if (hours !== 0) return hours
  if (a.groupKey !== b.groupKey) return a.groupKey < b.groupKey ? -1 : 1
  return inOrder(a, b)
}

/** By time, then as they came; what came together by source and id, so that everyone agrees on the last one. */
function inOrder(a: CountedEvent, b: CountedEvent): number {
  return a.time - b.time || a.receivedAt - b.receivedAt || compareText(a.source, b.source) || compareText(a.id, b.id)
}

/** As PostgreSQL's collation "C": by the bytes of UTF-8, which is by code points. */
function compareText(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))
}
