import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Complaint } from './complaint.mjs'
import { inRoot, root } from './paths.mjs'

const file = inRoot('.data', 'demo.json')

/** Remembers what a demo runs, so that the next one can clear up after one that was killed. */
export function remember(/** @type {number[]} */ pids) {
  writeFileSync(file, JSON.stringify({ main: process.pid, pids }))
}

export function forget() {
  rmSync(file, { force: true })
}

/** Refuses a second demo beside a living one, and ends what a killed one left running. */
export async function clearLeftovers() {
  if (!existsSync(file)) return
  /** @type {{ main: number, pids: number[] }} */
  const { main, pids } = JSON.parse(readFileSync(file, 'utf8'))
  if (commandLine(main).includes('demo')) {
    throw new Complaint(`The demo already runs here (process ${main}): stop it there with Ctrl-C first.`)
  }
  const ours = pids.filter((pid) => commandLine(pid).includes(root))
  for (const pid of ours) process.kill(-pid, 'SIGTERM')
  for (let tries = 0; tries < 50 && ours.some((pid) => commandLine(pid)); tries++) await sleep(100)
  forget()
}

function commandLine(/** @type {number} */ pid) {
  return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
}
