import type { Client } from 'pg'
import { assertRenewed } from './lib/assert-renewed'
import type { BenchContext, BenchResult } from './lib/benchmark'
import { connect } from './lib/connect'
import { percentile } from './lib/measure'
import { DUE, DUE_BEFORE, plantDueSubscriptions } from './lib/plant-due-subscriptions'
import { cpuBetween, postgresCpu } from './lib/postgres-cpu'
import { measureRenewalFloor } from './lib/renewal-floor'
import { startRenewalProcesses, type RenewalProcess } from './lib/renewal-processes'

// N subscriptions due at once, renewed by worker processes side by side: contract, billing by difference, tax, invoice with
// its number, ledger, and the job that collects. The floor writes the same rows again by bare SQL.

export const defaultN = 10_000

const defaultWorkers = 2
/** Per worker. A worker lives for days: its first seconds, while Node still compiles, say nothing. */
const warmUp = 3_000

export async function run(context: BenchContext): Promise<BenchResult> {
  const { n, workers = defaultWorkers, createDatabase, createStack, say } = context
  const databaseUrl = await createDatabase('renewals')
  const { env } = await createStack(databaseUrl)
  await plant({ databaseUrl, env, n, before: workers * warmUp })
  const floorUrl = await createDatabase('floor', 'renewals')
  say(`planted ${n} subscriptions, all due at ${DUE.toISOString()}`)

  const processes = await startRenewalProcesses({ count: workers, env })
  const client = await connect(databaseUrl)
  await Promise.all(
    processes.map((each) => each.carryOut({ task: 'renew', now: DUE_BEFORE.toISOString(), limit: warmUp })),
  )
  await client.query('CHECKPOINT')
  const { batchSize, ...measured } = await renewAll({ client, processes, n })
  await Promise.all(processes.map((each) => each.stop()))
  say(`renewed ${measured.ratePerSecond}/s, a batch of ${batchSize} in ${measured.p50Ms} ms (p99 ${measured.p99Ms} ms)`)
  await assertRenewed(client, n)
  await client.end()
  say('found each cycle, invoice, line, posting and job once; all invariants hold')

  const floorPerSecond = await measureRenewalFloor({
    renewedUrl: databaseUrl,
    floorUrl,
    batchSize,
    connections: workers,
  })
  say(`floor   ${floorPerSecond}/s`)
  const ratio = Math.round((measured.ratePerSecond / floorPerSecond) * 100) / 100
  return { name: 'renewals', n, ...measured, floorPerSecond, ratio, workers, batchSize }
}

async function plant(options: {
  databaseUrl: string
  env: Record<string, string | undefined>
  n: number
  before: number
}): Promise<void> {
  const { databaseUrl, env, n, before } = options
  const processes = await startRenewalProcesses({ count: 1, env })
  for (const each of processes) {
    await each.carryOut({ task: 'catalog', now: DUE_BEFORE.toISOString() })
    await each.stop()
  }
  const client = await connect(databaseUrl)
  await plantDueSubscriptions(client, { n, before })
  await client.end()
}

async function renewAll({ client, processes, n }: { client: Client; processes: RenewalProcess[]; n: number }) {
  const before = await postgresCpu(client)
  const begun = performance.now()
  const reports = await Promise.all(processes.map((each) => each.carryOut({ task: 'renew', now: DUE.toISOString() })))
  const seconds = (performance.now() - begun) / 1000
  const databaseMs = cpuBetween(before, await postgresCpu(client))
  const renewed = reports.map((report) => report.renewed)
  const total = renewed.reduce((sum, count) => sum + count, 0)
  if (total !== n) throw new Error(`${n} subscriptions were due, ${total} were renewed.`)
  const batchMs = Float64Array.from(reports.flatMap((report) => report.batchMs)).sort()
  const workerMs = reports.reduce((sum, { cpuMs }) => sum + cpuMs, 0)
  return {
    ratePerSecond: Math.round(n / seconds),
    p50Ms: percentile(batchMs, 0.5),
    p99Ms: percentile(batchMs, 0.99),
    peakMemoryMb: reports.reduce((sum, { peakMemoryMb }) => sum + peakMemoryMb, 0),
    /** CPU, which a busy machine changes less than the rate. */
    workerMicrosPerRenewal: Math.round((workerMs * 1000) / n),
    databaseMicrosPerRenewal: Math.round((databaseMs * 1000) / n),
    renewedByWorker: renewed,
    batchSize: Math.max(...reports.map((report) => report.largestBatch)),
  }
}
