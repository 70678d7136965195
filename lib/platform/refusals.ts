import { EngineError } from '@/lib/engine/errors'
import { invalid } from './errors'

/**
 * Asks the engine for a decision whose refusal is for the one who asked (a coupon that is used up, a credit beyond what was
 * billed): the EngineError becomes one of our own errors with the same code and text.
 */
export function refusals<Decision>(decide: () => Decision): Decision {
  try {
    return decide()
  } catch (error) {
    if (error instanceof EngineError) throw invalid(error.code, error.message, { ...error.details })
    throw error
  }
}
