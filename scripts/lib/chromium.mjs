import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Complaint } from './complaint.mjs'
import { inRoot } from './paths.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** A Chromium on this machine: CHROMIUM_PATH, an installed one, or Playwright's own. */
export async function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']
  const installed = folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path))
  if (installed) return installed
  const { chromium } = await import('@playwright/test')
  const own = chromium.executablePath()
  return existsSync(own) ? own : undefined
}

/** Finds a Chromium, or installs one: Playwright's own, or else the distribution's. */
export async function ensureChromium() {
  return (await findChromium()) ?? (await install())
}

async function install() {
  const reachable = await fetch('https://cdn.playwright.dev', {
    method: 'HEAD',
    signal: AbortSignal.timeout(5000),
  }).then(
    () => true,
    () => false,
  )
  if (reachable) {
    const cli = inRoot('node_modules', '@playwright', 'test', 'cli.js')
    spawnSync(process.execPath, [cli, 'install', '--with-deps', 'chromium'], { timeout: 300_000 })
  } else if (process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update'], { env, timeout: 120_000 })
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env, timeout: 300_000 })
  }
  const found = await findChromium()
  if (!found) {
    throw new Complaint(
      'No Chromium was found or could be installed: install one, or set CHROMIUM_PATH to its program.',
    )
  }
  return found
}
