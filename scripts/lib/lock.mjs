import { readFileSync } from 'node:fs'
import { inRoot } from './paths.mjs'

/**
 * @typedef {{ version?: string, optional?: boolean, dev?: boolean, optionalDependencies?: Record<string, string>,
 *   os?: string[], cpu?: string[], libc?: string[] }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/** @returns {Lock} */
export const readLock = () => JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'))

/**
 * The packages for other platforms that npm left out of the lock. It does so when it cannot look them up, and then
 * `npm ci` refuses the lock, on every platform.
 */
export function missingFrom(/** @type {Lock} */ { packages }) {
  return Object.entries(packages).flatMap(([path, { dev, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`])
      .map(([name, version]) => ({ name, version, dev })),
  )
}

/**
 * What a lock has to say of such a package: its exact version, and where alone it is to be installed.
 * @param {{ name: string, version: string, dev?: boolean }} missing
 * @returns {LockedPackage}
 */
export function entryFor({ name, version, dev }) {
  const words = name.split(/[/-]/)
  const os = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'openharmony'].find((word) => words.includes(word))
  const cpu = words.find((word) => /^(x64|arm64|arm|ia32|ppc64|riscv64|s390x|loong64|wasm32)$/.test(word))
  if (!/^\d+\.\d+\.\d+/.test(version) || !cpu) throw new Error(`${name}@${version}: its platform cannot be told`)
  const libc = words.includes('musl') || words.includes('musleabihf') ? 'musl' : os === 'linux' ? 'glibc' : undefined
  return {
    version,
    cpu: [cpu],
    ...(dev ? { dev } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  }
}
