import { db, type Database } from '@/lib/platform/db/client'
import { notFound } from '@/lib/platform/errors'
import { findMeter, hasUsage, type MeterRow } from './meter-store'

export { findMeters as listMeters, findOverageVersions as listOverageVersions, type MeterRow } from './meter-store'

/** A meter, and whether it has counted anything: then how it counts stays as it is. Throws not_found. */
export async function getMeter(code: string, tx: Database = db): Promise<{ meter: MeterRow; hasCounted: boolean }> {
  const meter = await findMeter(code, tx)
  if (!meter) throw notFound('meter', code)
  return { meter, hasCounted: await hasUsage(code, tx) }
}
