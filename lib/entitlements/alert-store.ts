import type { Transaction } from '@/lib/platform/db/client'
import { arrayLiteral } from '@/lib/platform/db/rows'

export interface Touched {
  customerId: string
  meterCode: string
  touchedAt: Date
}

/** Counters that events touched in (since, through], after the last one of the page before. */
export async function findTouched(
  tx: Transaction,
  { since, through, after, limit }: { since: Date; through: Date; after: Touched | null; limit: number },
): Promise<Touched[]> {
  const from = after ?? { customerId: '', meterCode: '', touchedAt: since }
  return tx.$queryRaw<Touched[]>`
    SELECT customer_id AS "customerId", meter_code AS "meterCode", touched_at AS "touchedAt" FROM usage_counter
    WHERE touched_at >= ${since} AND touched_at <= ${through}
      AND (touched_at, customer_id, meter_code) > (${from.touchedAt}::timestamptz, ${from.customerId}, ${from.meterCode})
    ORDER BY touched_at, customer_id, meter_code LIMIT ${limit}`
}

export interface AlertReader {
  customerId: string
  email: string
  locale: string
  /** Null = the default ones. */
  thresholds: number[] | null
}

export async function findAlertReaders(tx: Transaction, customerIds: readonly string[]): Promise<AlertReader[]> {
  return tx.$queryRaw<AlertReader[]>`
    SELECT c.id AS "customerId", c.email, c.locale, s.thresholds FROM customer c
    LEFT JOIN usage_alert_settings s ON s.customer_id = c.id WHERE c.id = ANY(${arrayLiteral(customerIds)}::text[])`
}

export interface AlertRow {
  customerId: string
  meterCode: string
  periodStart: Date
  threshold: number
}

/** Another spend cap can be come to in the same period. */
export async function forgetCapAlerts(tx: Transaction, customerId: string): Promise<void> {
  await tx.usageAlert.deleteMany({ where: { customerId, meterCode: '' } })
}

/** Notes what is told; returns what was not told before. */
export async function insertAlerts(tx: Transaction, alerts: readonly AlertRow[], now: Date): Promise<AlertRow[]> {
  if (alerts.length === 0) return []
  return tx.$queryRaw<AlertRow[]>`
    INSERT INTO usage_alert (customer_id, meter_code, period_start, threshold, sent_at)
    SELECT a.customer_id, a.meter_code, a.period_start, a.threshold, ${now}::timestamptz
    FROM unnest(${arrayLiteral(alerts.map(({ customerId }) => customerId))}::text[],
                ${arrayLiteral(alerts.map(({ meterCode }) => meterCode))}::text[],
                ${arrayLiteral(alerts.map(({ periodStart }) => periodStart))}::timestamptz[],
                ${arrayLiteral(alerts.map(({ threshold }) => threshold))}::int[])
         AS a(customer_id, meter_code, period_start, threshold)
    ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING
    RETURNING customer_id AS "customerId", meter_code AS "meterCode", period_start AS "periodStart", threshold`
}
