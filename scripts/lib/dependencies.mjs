import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { Complaint } from './complaint.mjs'
import { inRoot, root } from './paths.mjs'

const stamp = inRoot('node_modules', '.installed-from')

/** Ends with a sentence on a Node that is too old. */
export function assertNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Complaint(`Node ${process.versions.node} is too old: this needs 20.19 or newer.`)
  }
}

/**
 * Installs the packages of package-lock.json, unless these very ones are there.
 * @returns {boolean} whether they were installed anew
 */
export function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return false
  if (existsSync(inRoot('node_modules')) && isComplete()) {
    writeFileSync(stamp, lock)
    return false
  }
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (npm.error) throw new Complaint(`npm could not be run (${npm.error.message}): is it installed?`)
  if (npm.status !== 0) throw new Complaint(`The packages could not be installed:\n${npm.stderr.trim()}`)
  writeFileSync(stamp, lock)
  return true
}

/** Whether a folder that npm itself installed into already has every package of the lock. */
function isComplete() {
  const installed = inRoot('node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  /** @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean }>} */
  const packagesOf = (/** @type {string} */ file) => JSON.parse(readFileSync(file, 'utf8')).packages
  const present = packagesOf(installed)
  return Object.entries(packagesOf(inRoot('package-lock.json'))).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  )
}
