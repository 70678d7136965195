import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Complaint } from './complaint.mjs'
import { inRoot } from './paths.mjs'
import { hashOf, schemaFiles } from './schema-files.mjs'

const stamp = inRoot('lib', 'platform', 'db', 'generated', '.schema-hash')

/**
 * Generates the Prisma client, unless the one that is there was made from the same schema by the same Prisma.
 * @returns {Promise<boolean>} whether it was generated anew
 */
export async function generateClient() {
  const prisma = readFileSync(inRoot('node_modules', 'prisma', 'package.json'), 'utf8')
  const hash = hashOf(JSON.parse(prisma).version, ...schemaFiles().map(({ content }) => content))
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [inRoot('node_modules', 'prisma', 'build', 'index.js'), 'generate'],
    { cwd: inRoot(), encoding: 'utf8', env: { ...process.env, ...(await withoutDownload()) } },
  )
  if (status !== 0) throw new Complaint(`The Prisma client could not be generated:\n${stdout}${stderr}`.trim())
  writeFileSync(stamp, hash)
  return true
}

/**
 * `prisma generate` insists on downloading a schema engine that it never starts. Where that download is impossible it
 * is told that it has one already (any executable will do).
 * @returns {Promise<Record<string, string>>}
 */
async function withoutDownload() {
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY || hasEngine()) return {}
  const mirror = process.env.PRISMA_ENGINES_MIRROR ?? 'https://binaries.prisma.sh'
  const reachable = await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(3000) }).then(
    () => true,
    () => false,
  )
  return reachable ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }
}

function hasEngine() {
  const folder = inRoot('node_modules', '@prisma', 'engines')
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('schema-engine-'))
}
