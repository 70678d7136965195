import { db } from '@/lib/platform/db/client'
import { runSqlOn } from '@/lib/platform/db/run-sql'
import { ensureMonths } from './event-store'
import { DAY, monthOf } from './usage-event'

/** Makes the partitions of this month and the next ahead of time, so that nobody waits for that at midnight. */
export async function ensureUsagePartitions({ now }: { now: Date }): Promise<void> {
  const month = monthOf(now.getTime())
  await ensureMonths(runSqlOn(db), [month, monthOf(Date.parse(month) + 32 * DAY)])
}
