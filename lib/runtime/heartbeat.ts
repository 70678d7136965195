import { wallClock } from '@/lib/platform/clock'
import { db } from '@/lib/platform/db/client'

/** Whoever runs jobs and ticks says that it is alive (wall clock); `/api/health` asks whether anyone did lately. */
export async function beat(workerId: string, { ticked = false }: { ticked?: boolean } = {}): Promise<void> {
  const beatAt = wallClock()
  const row = { beatAt, ...(ticked ? { tickedAt: beatAt } : {}) }
  await db.workerHeartbeat.upsert({ where: { workerId }, create: { workerId, ...row }, update: row })
}

export async function forgetHeart(workerId: string): Promise<void> {
  await db.workerHeartbeat.deleteMany({ where: { workerId } })
}
