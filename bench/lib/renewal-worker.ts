// A worker of the renewals benchmark: does what it is told by its parent, with the code that a real worker runs.
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { db } from '@/lib/platform/db/client'
import { renewSubscriptions } from '@/lib/subscriptions/renew-subscriptions'
import type { RenewalOrder, RenewalReport } from './renewal-processes'

process.on('message', (order: RenewalOrder) => {
  void carryOut(order).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.once('disconnect', () => void db.$disconnect().then(() => process.exit()))
process.send?.({ renewed: 0 } satisfies Partial<RenewalReport>)

async function carryOut({ task, now, limit }: RenewalOrder): Promise<RenewalReport> {
  if (task === 'catalog') {
    await seedCatalog(new Date(now))
    return { renewed: 0, batchMs: [], largestBatch: 0, peakMemoryMb: 0, cpuMs: 0 }
  }
  return renewAll(new Date(now), limit)
}

/** Renews until nothing is due, or, with a limit, about that many. */
async function renewAll(now: Date, limit: number | undefined): Promise<RenewalReport> {
  const before = process.cpuUsage()
  const batchMs: number[] = []
  let renewed = 0
  let largestBatch = 0
  for (;;) {
    const begun = performance.now()
    const count = await renewSubscriptions({ now })
    if (count === 0) break
    batchMs.push(performance.now() - begun)
    renewed += count
    largestBatch = Math.max(largestBatch, count)
    if (limit !== undefined && renewed >= limit) break
  }
  const { user, system } = process.cpuUsage(before)
  const peakMemoryMb = Math.round(process.resourceUsage().maxRSS / 1024)
  return { renewed, batchMs, largestBatch, peakMemoryMb, cpuMs: (user + system) / 1000 }
}
