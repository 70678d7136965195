// `npm run simulate -- scenario.json [--json]`: plays a scenario through the engine, without a database (docs/SIMULATOR.md).
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { playScenario } from '@/lib/simulator/play-scenario'
import { reportText } from '@/lib/simulator/report-text'

process.exitCode = main()

function main(): number {
  try {
    const { positionals, values } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true })
    const [file, ...more] = positionals
    if (!file || more.length > 0)
      throw new Error('npm run simulate -- scenario.json [--json]; “-” reads from standard input.')
    const played = playScenario(readFileSync(file === '-' ? 0 : file, 'utf8'))
    if ('error' in played) throw new Error(played.error)
    console.log(values.json ? JSON.stringify(played.report, null, 2) : reportText(played.report))
    return 0
  } catch (error) {
    if (!isUsage(error)) throw error
    console.error(error.message)
    return 2
  }
}

/** A wrong argument, file or scenario: said in its own words, without a stack. */
function isUsage(error: unknown): error is Error {
  return error instanceof Error && (error.constructor === Error || 'code' in error)
}
