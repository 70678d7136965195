import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { db } from '@/lib/platform/db/client'
import { closeJobs } from './run-jobs'
import { makeImpatient } from './testing/stripe-calls'
import { plantSubscribers } from './testing/subscribers'
import {
  brokenInvariants,
  clearFaults,
  createWorld,
  setFault,
  standAt,
  takenPerInvoice,
  workFor,
} from './testing/world'

// Worker processes are killed in the middle of renewals and charges, while Stripe's answers get lost. `KILLS=100` kills
// more of them. Starter, monthly, in Germany: 29.00 + 19 % = 34.51.

const KILLS = Number(process.env.KILLS ?? 20)
const KILLS_A_MONTH = 10
const SUBSCRIBERS = 30
const AT_ONCE = 4

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(root, 'node_modules', '.killed-workers-'))
const script = join(folder, 'worker.mjs')

vi.setConfig({ testTimeout: Math.max(60_000, KILLS * 4_000) })

beforeAll(async () => {
  makeImpatient()
  await Promise.all([createWorld(), bundleWorker()])
  await plantSubscribers({ count: SUBSCRIBERS, cards: true })
})
afterAll(async () => {
  await closeJobs()
  rmSync(folder, { recursive: true, force: true })
})

/**
 * One file with everything in it, which starts in a third of the time; without emails and their papers, which it does not
 * send. What packages expect of CommonJS is put in front.
 */
async function bundleWorker(): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, 'testing', 'doomed-worker.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    external: ['pg-native'],
    plugins: [withoutEmails],
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'
        const require = requireFrom(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname`,
    },
    alias: { '@': root, 'server-only': join(root, 'lib/platform/testing/empty-module.ts') },
    logLevel: 'error',
  })
}

const withoutEmails: Plugin = {
  name: 'without-emails',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/(load-attachments|send-notification)$/ }, ({ path }) => ({ path, namespace: 'left-out' }))
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
      contents: 'export const loadAttachments = () => [], sendNotification = () => undefined',
    }))
  },
}

/** The same numbers in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Starts a worker, and kills it at a moment of its work. What it says when it dies by itself is a failure. */
async function workAndDie(afterMs: number): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, [script], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let complaint = ''
  child.stderr!.on('data', (text: Buffer) => (complaint += text.toString()))
  const ended = new Promise<string | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  const working = new Promise<void>((resolve) => child.stdout!.once('data', () => resolve()))
  await Promise.race([working, ended])
  setTimeout(() => child.kill('SIGKILL'), afterMs)
  expect(await ended, complaint).toBe('SIGKILL')
}

test('workers killed in the middle of their work leave every subscription charged once a month', async () => {
  const random = randomNumbers(20260215)
  const months = Math.ceil(KILLS / KILLS_A_MONTH)
  let now = new Date('2026-02-15T09:00:00Z')
  for (let month = 0; month < months; month++) {
    now = new Date(Date.UTC(2026, 1 + month, 15, month >= 2 && month <= 8 ? 8 : 9)) // 10:00 in Berlin, summer and winter
    await standAt(now)
    const path = { method: 'POST', path: '/v1/payment_intents' }
    await setFault({ ...path, kind: 'reset', when: 'after', times: 12 })
    await setFault({ ...path, kind: 'timeout', when: 'after', times: 4 })
    await setFault({ ...path, kind: '500', when: 'before', times: 4 })
    await setFault({ ...path, kind: '429', when: 'before', times: 4 })
    const deaths = Array.from({ length: KILLS_A_MONTH }, () => 20 + random() * 500)
    const loop = async () => {
      for (let next = deaths.pop(); next !== undefined; next = deaths.pop()) await workAndDie(next)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, loop))
    await clearFaults()
    // Those who come after find what the dead left: by its data, not by its jobs.
    now = await workFor({ from: now, minutes: 60 })
  }

  const invoices = await db.invoice.findMany()
  expect(invoices).toHaveLength(SUBSCRIBERS * months)
  expect(new Set(invoices.map(({ status, total }) => `${status} ${total}`))).toEqual(new Set(['PAID 3451']))
  const taken = await takenPerInvoice()
  expect(taken.size).toBe(invoices.length)
  expect(new Set([...taken.values()].map(String))).toEqual(new Set(['3451']))
  expect(await db.subscription.count({ where: { status: 'ACTIVE' } })).toBe(SUBSCRIBERS)
  expect(await db.payment.count({ where: { status: { not: 'SUCCEEDED' } } })).toBe(0)
  expect(await brokenInvariants(now)).toEqual([])
})
