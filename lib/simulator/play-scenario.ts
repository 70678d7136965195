import { EngineError } from '@/lib/engine/errors'
import { simulate } from '@/lib/engine/simulation/simulate'
import { parseScenario, ScenarioError } from './parse-scenario'
import { reportOf, type SimulationReport } from './report'

/** A report, or one sentence on what is wrong with the scenario. */
export type PlayedScenario = { report: SimulationReport } | { error: string }

/** Plays a scenario given as JSON text. Explanations are written in the customer's locale. */
export function playScenario(text: string): PlayedScenario {
  try {
    const scenario = parseScenario(text)
    return { report: reportOf(simulate(scenario), { locale: scenario.customer.locale }) }
  } catch (error) {
    if (error instanceof ScenarioError || error instanceof EngineError) return { error: error.message }
    throw error
  }
}
