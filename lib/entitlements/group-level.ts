import type { Database } from '@/lib/platform/db/client'
import { invalid } from '@/lib/platform/errors'
import { keyOf } from '@/lib/usage/count-event'
import { isFlow, type MeterEntitlement } from './resolve'
import { findGroupLevel } from './store'

/** Which group a request is about, where a meter keeps a level per group (units per building); null = it does not, or is not said. */
export function groupOf({ meter }: Pick<MeterEntitlement, 'meter'>, data: Record<string, unknown> = {}): string | null {
  if (isFlow(meter) || !meter.groupByProperty) return null
  return keyOf(data[meter.groupByProperty]) || null
}

/** As `groupOf`, where something is to be counted. Throws consume_not_possible if the group is not said. */
export function countedGroup(state: Pick<MeterEntitlement, 'meter'>, data?: Record<string, unknown>): string | null {
  const group = groupOf(state, data)
  const { groupByProperty } = state.meter
  if (group === null && groupByProperty && !isFlow(state.meter))
    throw invalid('consume_not_possible', `This meter keeps a level per group: say data.${groupByProperty}.`)
  return group
}

/** What the level of a group stands at, an exact decimal: with each period it starts at nothing, unless the meter never resets. */
export async function groupLevel(
  tx: Database,
  { state: { meter, period }, customerId, group }: { state: MeterEntitlement; customerId: string; group: string },
): Promise<string> {
  const found = await findGroupLevel(tx, { customerId, meterCode: meter.code, group })
  const isOfBefore = found && meter.reset === 'PER_CYCLE' && found.at < period.start
  return found && !isOfBefore ? found.level : '0'
}
