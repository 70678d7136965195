import { recordAudit } from '@/lib/audit/record-audit'
import type { Actor } from '@/lib/audit/actor'
import { inTransaction } from '@/lib/platform/db/client'
import { conflict, notFound } from '@/lib/platform/errors'
import { findMeter, findMeters, hasUsage, saveMeterRow, type MeterRow } from './meter-store'
import type { MeterInput } from './schemas'

/** What decides what was counted: it stays as it is once anything was. */
const COUNTING = ['aggregation', 'valueProperty', 'groupByProperty', 'filters', 'reset'] as const

/**
 * Makes a meter, or edits one. How it counts can only be changed while it has counted nothing: a total would not be one of
 * a kind otherwise. Throws meter_exists, not_found, meter_in_use.
 */
export async function saveMeter({
  meter,
  isNew,
  actor,
  now,
}: {
  meter: MeterInput
  isNew: boolean
  actor: Actor
  now: Date
}): Promise<MeterRow> {
  return inTransaction(async (tx) => {
    const before = await findMeter(meter.code, tx)
    if (isNew && before)
      throw conflict('meter_exists', 'There is a meter with this code already.', { code: meter.code })
    if (!isNew && !before) throw notFound('meter', meter.code)
    const changed = before ? COUNTING.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(meter[key])) : []
    if (changed.length > 0 && (await hasUsage(meter.code, tx)))
      throw conflict('meter_in_use', 'It has counted already: how it counts stays. Make a new meter instead.', {
        code: meter.code,
        fields: changed,
      })
    const position =
      before?.position ?? (await findMeters(tx)).reduce((last, row) => Math.max(last, row.position), -1) + 1
    await saveMeterRow(tx, { ...meter, position })
    await recordAudit(tx, now, {
      actor,
      action: before ? 'meter.edit' : 'meter.create',
      target: { type: 'meter', id: meter.code },
      data: {
        name: meter.name,
        unit: meter.unit,
        aggregation: meter.aggregation,
        eventName: meter.eventName,
        active: meter.active,
      },
    })
    return { ...meter, position, filters: meter.filters }
  })
}
