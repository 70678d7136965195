// `npm run simulate -- scenario.json [--json]`: plays a scenario through the engine, without a database (docs/SIMULATOR.md).
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { EngineError } from '@/lib/engine/errors'
import { simulate } from '@/lib/engine/simulation/simulate'
import { parseScenario, ScenarioError } from '@/lib/simulator/parse-scenario'
import { reportOf } from '@/lib/simulator/report'
import { reportText } from '@/lib/simulator/report-text'

process.exitCode = main()

function main(): number {
  try {
    const { positionals, values } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true })
    const [file, ...more] = positionals
    if (!file || more.length > 0)
      throw new Error('npm run simulate -- scenario.json [--json]; “-” reads from standard input.')
    const scenario = parseScenario(readFileSync(file === '-' ? 0 : file, 'utf8'))
    const report = reportOf(simulate(scenario), { locale: scenario.customer.locale })
    console.log(values.json ? JSON.stringify(report, null, 2) : reportText(report))
    return 0
  } catch (error) {
    if (!(error instanceof ScenarioError || error instanceof EngineError || isUsage(error))) throw error
    console.error(error.message)
    return 2
  }
}

/** A wrong argument or a file that cannot be read: said in its own words, without a stack. */
function isUsage(error: unknown): error is Error {
  return error instanceof Error && (error.constructor === Error || 'code' in error)
}
