import { add, fromDecimalString, toDecimalString } from '@/lib/engine/rational'
import { invalid } from '@/lib/platform/errors'
import type { Catalogue, MeterRow } from './catalogue'
import { isFlow, type MeterEntitlement } from './resolve'

/**
 * What somebody wants to count: `quantity` more, or (levels only) `level` in all. Where a meter keeps a level per group, both
 * are the group's, which `data` says.
 */
export interface Consumption {
  meter: string
  quantity?: string
  level?: string
  id: string
  source: string
  data?: Record<string, unknown>
}

/** As the usage module takes it in. */
export interface ConsumptionEvent {
  id: string
  source: string
  type: string
  subject: string
  data: Record<string, unknown>
  time?: string
}

/**
 * The usage event that counts a consumption, in the form in which the product would report it: what the meter's filters ask
 * for is filled in where it was left out. Throws consume_not_possible where a meter cannot count such a request, and
 * event_not_counted where the meter's filters leave it out.
 */
export function usageEventOf(
  { meter, lastAt }: Pick<MeterEntitlement, 'meter' | 'lastAt'>,
  consumption: Consumption,
  /** `used`: what a level stands at, of the group if the meter keeps groups apart. */
  { customerId, used, now }: { customerId: string; used: string; now: Date },
): ConsumptionEvent {
  const { id, source } = consumption
  const data: Record<string, unknown> = { ...filterValues(meter, consumption.data ?? {}), ...consumption.data }
  const quantity = quantityOf(meter, consumption, used)
  if (quantity !== null) data[meter.valueProperty] = quantity
  const event = { id, source, type: meter.eventName, subject: customerId, data }
  if (isFlow(meter)) return event
  // A level is what the last event says: this one comes after all there are, also where the clock stands still.
  const time = new Date(Math.max(now.getTime(), (lastAt ?? 0) + 1))
  return { ...event, time: time.toISOString() }
}

function quantityOf(meter: MeterRow, { quantity = '1', level, data = {} }: Consumption, used: string): string | null {
  if (meter.eventName === '') throw invalid('consume_not_possible', 'No event counts on this meter.')
  switch (meter.aggregation) {
    case 'SUM':
      return quantity
    case 'COUNT':
      if (quantity !== '1') throw invalid('consume_not_possible', 'This meter counts events: one at a time.')
      return null
    case 'UNIQUE':
      if (quantity === '1' && data[meter.valueProperty] !== undefined) return null
      throw invalid('consume_not_possible', `This meter counts different values: say data.${meter.valueProperty}.`)
    default:
      return level ?? toDecimalString(add(fromDecimalString(used), fromDecimalString(quantity)))
  }
}

function filterValues(meter: MeterRow, data: Record<string, unknown>): Record<string, unknown> {
  const filters = meter.filters as Record<string, unknown>
  const filled: Record<string, unknown> = {}
  for (const [property, wanted] of Object.entries(filters ?? {})) {
    const values = (Array.isArray(wanted) ? wanted : [wanted]) as unknown[]
    if (data[property] === undefined) filled[property] = values[0]
    else if (!values.map(String).includes(String(data[property])))
      throw invalid('event_not_counted', `This meter does not count where data.${property} is something else.`)
  }
  return filled
}

/** Every meter that counts an event of this meter's: they are locked together. */
export function metersCountedWith({ meters }: Catalogue, meter: string): string[] {
  const eventName = meters.get(meter)?.eventName
  return [...meters.values()]
    .filter((each) => each.code === meter || each.eventName === eventName)
    .map(({ code }) => code)
}
