import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Complaint } from './complaint.mjs'
import { root, shown } from './paths.mjs'

/** @typedef {{ name: string, pid: number, ended: () => boolean, stop: () => Promise<void> }} Started */

/**
 * Starts a process of ours and waits until it is ready. It gets a process group of its own, so that Ctrl-C reaches us
 * alone and we can stop the parts in order.
 *
 * @param {object} options
 * @param {string} options.name
 * @param {string[]} options.args for Node
 * @param {Record<string, string>} options.env
 * @param {string} options.logFile
 * @param {() => Promise<boolean>} options.ready
 * @param {number} [options.withinMs]
 * @returns {Promise<Started>}
 */
export async function startProcess({ name, args, env, logFile, ready, withinMs = 60_000 }) {
  mkdirSync(dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'w')
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let over = false
  const end = new Promise((done) => child.once('error', done).once('exit', done)).then(() => (over = true))
  const signal = (/** @type {NodeJS.Signals} */ kind) => {
    try {
      if (!over && child.pid) process.kill(-child.pid, kind)
    } catch {
      // it ended by itself a moment ago
    }
  }
  const atExit = () => signal('SIGKILL') // should our own process break down
  process.once('exit', atExit)

  const stop = async () => {
    signal('SIGTERM')
    await Promise.race([end, sleep(10_000, undefined, { ref: false }).then(() => signal('SIGKILL'))])
    await end
    process.off('exit', atExit)
  }
  const deadline = performance.now() + withinMs
  while (!(await ready().catch(() => false))) {
    if (over) throw new Complaint(`The ${name} did not start: ${lastWords(logFile)}`)
    if (performance.now() > deadline) {
      await stop()
      throw new Complaint(`The ${name} was not ready within ${withinMs / 1000} s: see ${shown(logFile)}.`)
    }
    await sleep(100)
  }
  return { name, pid: child.pid ?? 0, ended: () => over, stop }
}

function lastWords(/** @type {string} */ logFile) {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n')
  const error = lines.findIndex((line) => /error|not right|EADDRINUSE/i.test(line))
  return [`see ${shown(logFile)}.`, ...lines.slice(Math.max(error, 0)).slice(0, 8)].join('\n  ')
}

/** Whether an address answers at all: what it says is another question. */
export async function answersAt(/** @type {string} */ url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'manual' })
  await response.arrayBuffer()
  return true
}
