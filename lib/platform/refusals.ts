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
    throw ownError(error)
  }
}

/** The same for a decision that comes with reading. */
export async function refusalsOf<Decision>(decision: Promise<Decision>): Promise<Decision> {
  return decision.catch((error: unknown) => {
    throw ownError(error)
  })
}

function ownError(error: unknown): unknown {
  return error instanceof EngineError ? invalid(error.code, error.message, { ...error.details }) : error
}
