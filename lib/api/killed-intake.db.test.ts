import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { seedCatalog } from '@/lib/catalog/seed-catalog'
import { db } from '@/lib/platform/db/client'
import { rebuildTotals } from '@/lib/usage/rebuild-totals'
import { totalsOf } from '@/lib/usage/read-totals'
import { newSecretFor } from './testing/api-client'

// The same events are sent ten times at once, split at random, to an intake that is killed again and again: each counts once.

const KILLS = Number(process.env.KILLS ?? 6)
const EVENTS = Number(process.env.EVENTS ?? 6_000)
const SENDERS = 10
const CUSTOMERS = 20

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(root, 'node_modules', '.killed-intake-'))
const script = join(folder, 'intake.mjs')
let port = 0
let secret = ''
let intake: ChildProcess | undefined

vi.setConfig({ testTimeout: 120_000 + KILLS * 10_000, hookTimeout: 120_000 })

beforeAll(async () => {
  await build({
    entryPoints: [join(root, 'scripts', 'intake.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    packages: 'external',
    alias: { '@': root, 'server-only': join(root, 'lib/platform/testing/empty-module.ts') },
    logLevel: 'error',
  })
  await seedCatalog(new Date())
  for (let i = 0; i < CUSTOMERS; i++)
    await db.customer.create({
      data: { id: `cus_${i}`, name: `Customer ${i}`, email: 'a@example.com', createdAt: new Date() },
    })
  secret = await newSecretFor(null)
  port = await freePort()
})
afterAll(() => {
  intake?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

test('whatever is killed and repeated, each event counts once', async () => {
  const now = Date.now()
  const events = Array.from({ length: EVENTS }, (_, i) => ({
    id: `e${i}`,
    source: 'killed',
    type: i % 3 === 0 ? 'storage.measured' : 'api.called',
    subject: `cus_${i % CUSTOMERS}`,
    time: new Date(now - ((i * 7919) % 3_000_000)).toISOString(),
    data: { quantity: (i % 9) + 1, building_id: `b${i % 2}` },
  }))
  let killing = true
  const killed = (async () => {
    for (let kills = 0; kills < KILLS; kills++) {
      await startIntake()
      await pause(200 + Math.random() * 600)
      await end(intake!)
    }
    await startIntake()
    killing = false
  })()
  const counts = await Promise.all(Array.from({ length: SENDERS }, () => sendAll(shuffled(events))))
  await killed
  expect(killing).toBe(false)

  // Who was told "accepted" may have died before it could say so, but nobody was told so twice.
  expect(counts.reduce((sum, { accepted }) => sum + accepted, 0)).toBeLessThanOrEqual(EVENTS)
  expect(counts.reduce((sum, { rejected }) => sum + rejected, 0)).toBe(0)
  expect(await db.usageEvent.count()).toBe(EVENTS)
  const windows = Array.from({ length: CUSTOMERS }, (_, i) => ({
    customerId: `cus_${i}`,
    meterCode: 'api_calls',
    from: new Date(now - 7_200_000),
    to: new Date(now + 3_600_000),
  }))
  const expected = windows.map(({ customerId }) => {
    const own = events.filter(({ subject, type }) => subject === customerId && type === 'api.called')
    return String(own.reduce((sum, { data }) => sum + data.quantity, 0))
  })
  expect((await totalsOf(db, windows)).map(({ quantity }) => quantity)).toEqual(expected)
  expect(await rebuildTotals({ repair: false })).toEqual([])
})

/** Sends everything in random portions, again and again until each was answered. */
async function sendAll(events: object[]): Promise<{ accepted: number; rejected: number }> {
  const counts = { accepted: 0, rejected: 0 }
  for (let from = 0; from < events.length;) {
    const portion = events.slice(from, from + 1 + Math.floor(Math.random() * 700))
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/usage-events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ events: portion }),
      })
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
      const answer = (await response.json()) as { accepted: number; rejected: number }
      counts.accepted += answer.accepted
      counts.rejected += answer.rejected
      from += portion.length
    } catch (error) {
      // A killed server gives no answer; any other answer would be wrong.
      if (!(error instanceof TypeError)) throw error
      await pause(50)
    }
  }
  return counts
}

async function startIntake(): Promise<void> {
  intake = spawn(process.execPath, [script], {
    cwd: root,
    env: { ...process.env, INTAKE_PORT: String(port), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (;;) {
    const isUp = await fetch(`http://127.0.0.1:${port}/health`).then(
      (response) => response.ok,
      () => false,
    )
    if (isUp) return
    await pause(50)
  }
}

function end(process: ChildProcess): Promise<unknown> {
  const ended = new Promise((resolve) => process.once('exit', resolve))
  process.kill('SIGKILL')
  return ended
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
