import { readQuantity } from './quantity'
import type { CountedEvent, UsageEvent } from './usage-event'
import type { Meter } from './usage-rules'

const MAX_KEY = 200

/** What a meter makes of an event, or why it cannot; null where its filters leave the event out. */
export type Counted = { row: CountedEvent } | { problem: string } | null

/**
 * The row of a meter for an event: the quantity it takes, the group it falls into, the value a unique count counts. A count
 * and a unique count take 1 each time.
 */
export function countEvent(meter: Meter, event: UsageEvent, customerId: string): Counted {
  const { data } = event
  for (const [property, values] of meter.filters) {
    if (!values.includes(keyOf(data[property]) ?? '')) return null
  }
  const groupKey = meter.groupByProperty ? (keyOf(data[meter.groupByProperty]) ?? '') : ''
  if (groupKey.length > MAX_KEY) return { problem: `data.${meter.groupByProperty} is longer than ${MAX_KEY}` }
  const row: CountedEvent = {
    source: event.source,
    id: event.id,
    meterCode: meter.code,
    customerId,
    type: event.type,
    time: event.time,
    kind: event.kind,
    quantity: '1',
    groupKey,
    uniqueValue: null,
    supersedesId: event.supersedesId,
    dataText: event.dataText,
    receivedAt: event.receivedAt,
  }
  if (meter.aggregation === 'COUNT') return { row }
  const value = data[meter.valueProperty]
  if (meter.aggregation === 'UNIQUE') {
    const uniqueValue = keyOf(value)
    if (!uniqueValue || uniqueValue.length > MAX_KEY)
      return { problem: `data.${meter.valueProperty} must say what to count, in up to ${MAX_KEY} characters` }
    row.uniqueValue = uniqueValue
    return { row }
  }
  const quantity = readQuantity(value)
  if (quantity === undefined)
    return {
      problem: `data.${meter.valueProperty} must be a number of 0 or more, or a decimal as text with up to 18 digits before and 12 after the point`,
    }
  row.quantity = quantity
  return { row }
}

/** A property as a key; undefined if it is not there or is no text, number or yes and no. */
export function keyOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}
