// `npm test`: everything. `node scripts/test.mjs unit db -- -t invoice`: some stages, with arguments for their tool.
import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Complaint, runMain } from './lib/complaint.mjs'
import { assertNode, installDependencies } from './lib/dependencies.mjs'
import { inRoot } from './lib/paths.mjs'
import { step } from './lib/progress.mjs'
import { runStage, stages } from './lib/stages.mjs'

await runMain(async () => {
  assertNode()
  const { chosen, extra } = wanted()
  await step('Packages', installDependencies)
  const { generateClient } = await import('./lib/generate.mjs')
  await step('Prisma client', generateClient)
  mkdirSync(inRoot('test-results'), { recursive: true })

  const total = { passed: 0, failed: 0, skipped: 0 }
  const run = async (/** @type {string} */ name) => {
    const { count, output, seconds } = await runStage(name, extra)
    for (const key of /** @type {(keyof typeof total)[]} */ (Object.keys(total))) total[key] += count[key]
    if (count.failed > 0) console.log(`\n${output.trim()}\n`)
    console.log(`  ${count.failed > 0 ? '✗' : '✓'} ${name.padEnd(7)} ${inWords(count)} (${seconds.toFixed(1)} s)`)
  }
  const before = chosen.filter((name) => name !== 'e2e')
  const withJourneys = chosen.includes('e2e')
  // Two at a time fill two cores. The journeys run alone, as a slow machine would make them stumble.
  const queue = [...(withJourneys ? [prepareJourneys] : []), ...before.map((name) => () => run(name))]
  await Promise.all(
    [1, 2].map(async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await next()
    }),
  )
  if (withJourneys) await run('e2e')

  console.log(`\n${inWords(total)}`)
  return total.failed > 0 ? 1 : 0
})

/** What the command line asks for: names of stages or of their groups; all of them by default. */
function wanted() {
  const end = process.argv.indexOf('--')
  const extra = end === -1 ? [] : process.argv.slice(end + 1)
  const { positionals } = parseArgs({
    args: process.argv.slice(2, end === -1 ? undefined : end),
    allowPositionals: true,
  })
  const chosen = Object.entries(stages)
    .filter(
      ([name, { group }]) => positionals.length === 0 || positionals.includes(name) || positionals.includes(group),
    )
    .map(([name]) => name)
  if (chosen.length === 0)
    throw new Complaint(`Stages: ${Object.keys(stages).join(', ')}, or static for the first four.`)
  return { chosen, extra }
}

async function prepareJourneys() {
  const { ensureChromium } = await import('./lib/chromium.mjs')
  process.env.CHROMIUM_PATH = await step('Chromium', ensureChromium)
  const { buildAll } = await import('./lib/build.mjs')
  await step('Build of the app', () => buildAll())
}

function inWords(/** @type {import('./lib/stages.mjs').Count} */ { passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
