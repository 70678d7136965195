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

// Worker processes are killed in the middle of renewals and charges, while Stripe's answers get lost. CONTRIBUTING.md says
// how to let more of them die over more subscriptions. Starter, monthly, in Germany: 29.00 + 19 % = 34.51.

const KILLS = Number(process.env.KILLS ?? 20)
const SUBSCRIBERS = Number(process.env.SUBSCRIBERS ?? 30)
const MONTHS = Number(process.env.MONTHS ?? 2)
const AT_ONCE = 4

/** What happens to Stripe's answers, and to how many of every hundred charges, until the last worker is dead. */
const FAULTS = [
  { kind: 'reset', when: 'after', percent: 40 },
  { kind: 'timeout', when: 'after', percent: 13 },
  { kind: '500', when: 'before', percent: 13 },
  { kind: '429', when: 'before', percent: 13 },
] as const

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(root, 'node_modules', '.killed-workers-'))
const script = join(folder, 'worker.mjs')

vi.setConfig({
  testTimeout: 60_000 + KILLS * 4_000 + SUBSCRIBERS * MONTHS * 300,
  hookTimeout: 120_000 + SUBSCRIBERS * 100,
})

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

const random = randomNumbers(20260215)

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

interface Progress {
  invoices: number
  paid: number
  payments: number
}

async function progress(): Promise<Progress> {
  const invoices = await db.invoice.count()
  const paid = await db.invoice.count({ where: { status: 'PAID' } })
  return { invoices, paid, payments: await db.payment.count() }
}

const sumOf = ({ invoices, paid, payments }: Progress): number => invoices + paid + payments

let longestMs = 1_000

/**
 * Kills `count` workers, some at a time, and says how many of them had work left. Their lives are short; where none gets
 * anything done any more (a large batch, a slow machine) they become longer.
 */
async function killWorkers({ count, until }: { count: number; until: number }): Promise<number> {
  let [left, busy, fruitless] = [count, 0, 0]
  const killOneByOne = async () => {
    while (left-- > 0) {
      const before = await progress()
      await workAndDie(20 + random() * longestMs)
      const after = await progress()
      if (after.paid < until) busy += 1
      fruitless = sumOf(after) > sumOf(before) || after.paid === until ? 0 : fruitless + 1
      if (fruitless < AT_ONCE) continue
      longestMs *= 2
      fruitless = 0
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, killOneByOne))
  return busy
}

test('workers killed in the middle of their work leave every subscription charged once a month', async () => {
  let now = new Date('2026-02-15T09:00:00Z')
  for (let month = 0; month < MONTHS; month++) {
    now = new Date(Date.UTC(2026, 1 + month, 15, month >= 2 && month <= 8 ? 8 : 9)) // 10:00 in Berlin, summer and winter
    await standAt(now)
    for (const { percent, ...fault } of FAULTS) {
      const times = Math.ceil((SUBSCRIBERS * percent) / 100)
      await setFault({ method: 'POST', path: '/v1/payment_intents', ...fault, times })
    }
    const count = Math.ceil(KILLS / MONTHS)
    const busy = await killWorkers({ count, until: SUBSCRIBERS * (month + 1) })
    await clearFaults()
    const { invoices, paid } = await progress()
    process.stdout.write(
      `Month ${month + 1}: ${busy} of ${count} workers died at work; ${paid} of ${invoices} invoices paid.\n`,
    )
    // Those who come after find what the dead left: by its data, not by its jobs.
    now = await workFor({ from: now, minutes: 60 })
  }

  const invoices = await db.invoice.findMany()
  expect(invoices).toHaveLength(SUBSCRIBERS * MONTHS)
  expect(new Set(invoices.map(({ status, total }) => `${status} ${total}`))).toEqual(new Set(['PAID 3451']))
  const taken = await takenPerInvoice()
  expect(taken.size).toBe(invoices.length)
  expect(new Set([...taken.values()].map(String))).toEqual(new Set(['3451']))
  expect(await db.subscription.count({ where: { status: 'ACTIVE' } })).toBe(SUBSCRIBERS)
  expect(await db.payment.count({ where: { status: { not: 'SUCCEEDED' } } })).toBe(0)
  expect(await brokenInvariants(now)).toEqual([])
})
