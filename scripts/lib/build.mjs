import { build as bundle } from 'esbuild'
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Complaint } from './complaint.mjs'
import { inRoot, root } from './paths.mjs'
import { sandboxEnvironment } from './sandbox-environment.mjs'
import { hashOf } from './schema-files.mjs'
import { completeStandalone } from './standalone.mjs'

const stamp = inRoot('dist', '.built-from')

/** What a build is made from: a change in any of these calls for a new one. */
const sources = ['app', 'components', 'lib', 'public', 'sandbox', 'scripts', 'proxy.ts', 'next.config.mjs']
const settings = ['package-lock.json', 'tsconfig.json', 'tailwind.config.ts', 'postcss.config.mjs']

/** The processes beside the app, each one file that Node runs as it is. */
const entries = {
  worker: 'scripts/worker.ts',
  'paper-thread': 'scripts/paper-thread.ts',
  intake: 'scripts/intake.ts',
  sandbox: 'sandbox/main.ts',
}

/**
 * Builds the app (Next's standalone output) and bundles the processes beside it into `dist/`, unless that was done
 * from these very sources.
 * @param {{ force?: boolean, forDeployment?: boolean }} [options] forDeployment: check the types too (`npm test` does so by
 *   itself), and make .next/standalone all that a container needs
 * @returns {Promise<boolean>} whether it was built anew
 */
export async function buildAll({ force = false, forDeployment = false } = {}) {
  const hash = sourceHash()
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false
  rmSync(stamp, { force: true })
  await Promise.all([bundleProcesses(), buildApp(forDeployment)])
  if (forDeployment) await completeStandalone()
  writeFileSync(stamp, hash)
  return true
}

/** Bundles worker, intake and sandbox. Packages stay outside: some bring native code or files of their own. */
export async function bundleProcesses() {
  mkdirSync(inRoot('dist'), { recursive: true })
  const present = Object.entries(entries).filter(([, file]) => existsSync(inRoot(file)))
  await bundle({
    entryPoints: Object.fromEntries(present.map(([name, file]) => [name, inRoot(file)])),
    outdir: inRoot('dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    jsx: 'automatic',
    packages: 'external',
    alias: { '@': root, 'server-only': inRoot('lib', 'platform', 'testing', 'empty-module.ts') },
    sourcemap: true,
    logLevel: 'error',
  })
  // Files that the sandbox serves to browsers as they are.
  cpSync(inRoot('sandbox', 'browser'), inRoot('dist', 'browser'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  })
}

async function buildApp(/** @type {boolean} */ checkTypes) {
  const child = spawn(process.execPath, [inRoot('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    cwd: root,
    env: { ...buildEnvironment(), ...(checkTypes ? {} : { SKIP_TYPE_CHECK: '1' }) },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0) throw new Complaint(`The app could not be built:\n${output.trim()}`)
  // What Next leaves to a content delivery network, and we serve ourselves.
  const standalone = inRoot('.next', 'standalone')
  cpSync(inRoot('.next', 'static'), join(standalone, '.next', 'static'), { recursive: true })
  if (existsSync(inRoot('public'))) cpSync(inRoot('public'), join(standalone, 'public'), { recursive: true })
}

/**
 * Building reads no secret and no database: it only needs variables that pass the check.
 * @returns {NodeJS.ProcessEnv}
 */
function buildEnvironment() {
  const { SANDBOX_URL: _, ...placeholders } = sandboxEnvironment({
    databaseUrl: 'postgresql://nobody@127.0.0.1:1/not_used_while_building',
    appPort: 3000,
    sandboxPort: 1,
    smtpPort: 1,
    intakePort: 4020,
  })
  return { ...placeholders, ...process.env, NODE_ENV: 'production' }
}

function sourceHash() {
  const texts = [...sources.flatMap((path) => filesIn(path)), ...settings]
    .filter((path) => existsSync(inRoot(path)))
    .flatMap((path) => [path, readFileSync(inRoot(path), 'latin1')])
  return hashOf(process.version, ...texts)
}

/** @returns {string[]} */
function filesIn(/** @type {string} */ path) {
  if (!existsSync(inRoot(path)) || /\.test\.tsx?$/.test(path)) return []
  if (/\.[a-z0-9]+$/i.test(path)) return [path]
  return readdirSync(inRoot(path), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(path, entry.name)) : [join(path, entry.name)]))
    .filter((name) => !/\.test\.tsx?$/.test(name))
}
