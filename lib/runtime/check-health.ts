import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { wallClock } from '@/lib/platform/clock'
import { db } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env'

interface Check {
  ok: boolean
  detail: string
}

export interface Health {
  ok: boolean
  checks: { database: Check; migrations: Check; worker: Check; sandbox?: Check }
}

/** The worker beats every ten seconds, the cron route once a minute. */
const HEARTBEAT_FRESH_MS = 150_000

/** What `/api/health` tells: whether the database answers, is migrated, a worker is alive, and the sandbox (if any) too. */
export async function checkHealth(): Promise<Health> {
  const [database, migrations, worker, sandbox] = await Promise.all([
    check(checkDatabase),
    check(checkMigrations),
    check(checkWorker),
    env.SANDBOX_URL ? check(checkSandbox) : undefined,
  ])
  const checks = { database, migrations, worker, ...(sandbox ? { sandbox } : {}) }
  return { ok: Object.values(checks).every(({ ok }) => ok), checks }
}

async function check(look: () => Promise<Check>): Promise<Check> {
  try {
    return await look()
  } catch {
    return { ok: false, detail: 'does not answer' }
  }
}

async function checkDatabase(): Promise<Check> {
  await db.$queryRaw`SELECT 1`
  return { ok: true, detail: 'answers' }
}

async function checkMigrations(): Promise<Check> {
  const applied = await db.$queryRaw<{ name: string; done: boolean }[]>`
    SELECT migration_name AS name, finished_at IS NOT NULL AS done FROM _prisma_migrations WHERE rolled_back_at IS NULL`
  const known = knownMigrations()
  const missing = known.filter((name) => !applied.some((row) => row.name === name && row.done))
  const broken = applied.filter((row) => !row.done)
  if (broken.length > 0) return { ok: false, detail: `${broken[0]!.name} failed` }
  return missing.length === 0
    ? { ok: true, detail: `${applied.length} applied` }
    : { ok: false, detail: `${missing.length} to apply` }
}

/** The migrations that came with this build; where the folder is not shipped, what the database has is taken as right. */
function knownMigrations(): string[] {
  try {
    return readdirSync(join(process.cwd(), 'prisma', 'migrations'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
  } catch {
    return []
  }
}

async function checkWorker(): Promise<Check> {
  const latest = await db.workerHeartbeat.findFirst({ orderBy: { beatAt: 'desc' } })
  if (!latest) return { ok: false, detail: 'no worker has reported' }
  const age = wallClock().getTime() - latest.beatAt.getTime()
  const seconds = Math.round(age / 1000)
  return { ok: age < HEARTBEAT_FRESH_MS, detail: `last heartbeat ${seconds} s ago` }
}

async function checkSandbox(): Promise<Check> {
  const response = await fetch(`${env.SANDBOX_URL}/sandbox/health`, { signal: AbortSignal.timeout(2_000) })
  return { ok: response.ok, detail: response.ok ? 'answers' : `status ${response.status}` }
}
