import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { inRoot, root } from './paths.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const bin = {
  prettier: ['prettier', 'bin', 'prettier.cjs'],
  eslint: ['eslint', 'bin', 'eslint.js'],
  tsc: ['typescript', 'bin', 'tsc'],
  knip: ['knip', 'bin', 'knip.js'],
  vitest: ['vitest', 'vitest.mjs'],
  playwright: ['@playwright', 'test', 'cli.js'],
}

/**
 * What `npm test` consists of. `report` is where a stage of many tests leaves its numbers; the others count as one.
 * @type {Record<string, { group: 'static' | 'unit' | 'db' | 'e2e', tool: keyof typeof bin, args: string[], report?: string, env?: Record<string, string> }>}
 */
export const stages = {
  types: { group: 'static', tool: 'tsc', args: ['--noEmit'] },
  lint: { group: 'static', tool: 'eslint', args: ['.', '--max-warnings=0'] },
  format: { group: 'static', tool: 'prettier', args: ['--check', '--log-level=warn', '.'] },
  unused: { group: 'static', tool: 'knip', args: [] },
  unit: { group: 'unit', tool: 'vitest', args: vitest('unit'), report: 'unit' },
  // 20,000 random lives of subscriptions and more, billed and compared with an oracle; the unit tests try a few hundred.
  lives: {
    group: 'db',
    tool: 'vitest',
    args: [...vitest('unit', 'lives'), 'lib/engine/billing.property', 'lib/engine/usage-lives.property'],
    report: 'lives',
    env: { PROPERTY_FACTOR: '50' },
  },
  db: { group: 'db', tool: 'vitest', args: vitest('db'), report: 'db' },
  flow: { group: 'db', tool: 'vitest', args: vitest('flow'), report: 'flow' },
  e2e: { group: 'e2e', tool: 'playwright', args: ['test', '--pass-with-no-tests'], report: 'e2e' },
}

function vitest(/** @type {string} */ project, report = project) {
  const outputFile = `--outputFile.json=test-results/${report}.json`
  return ['run', '--project', project, '--passWithNoTests', '--reporter=dot', '--reporter=json', outputFile]
}

/**
 * Runs one stage to its end.
 * @param {string} name
 * @param {string[]} extra further arguments for its tool
 * @returns {Promise<{ count: Count, output: string, seconds: number }>}
 */
export async function runStage(name, extra = []) {
  const stage = stages[name]
  if (!stage) throw new Error(`no stage ${name}`)
  const report = stage.report && inRoot('test-results', `${stage.report}.json`)
  if (report) rmSync(report, { force: true })
  const started = performance.now()
  const program = inRoot('node_modules', ...bin[stage.tool])
  const child = spawn(process.execPath, [program, ...stage.args, ...extra], {
    cwd: root,
    env: { ...process.env, ...stage.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const code = await new Promise((done) => child.once('close', done))
  const count = report ? countIn(report) : { passed: 0, failed: 0, skipped: 0 }
  if (code !== 0 && count.failed === 0) count.failed = 1
  if (!report && code === 0) count.passed = 1
  return { count, output, seconds: (performance.now() - started) / 1000 }
}

/** @returns {Count} */
function countIn(/** @type {string} */ report) {
  if (!existsSync(report)) return { passed: 0, failed: 0, skipped: 0 }
  const result = JSON.parse(readFileSync(report, 'utf8'))
  if (result.stats) {
    const { expected, unexpected, flaky, skipped } = result.stats
    return { passed: expected + flaky, failed: unexpected, skipped }
  }
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = result.testResults
  const broken = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  )
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + broken.length,
    skipped: result.numPendingTests + result.numTodoTests,
  }
}
