import { sqlStateOf } from '@/lib/platform/db/run-sql'
import { BillingError } from '@/lib/platform/errors'

/**
 * Does it again where another transaction wrote the same events, or both waited for each other: done again, that is seen. Each
 * failure means that somebody else got on, so there is an end to it. `alsoOn`: further SQL states that mean the same.
 */
export async function untilAlone<Result>(
  work: () => Promise<Result>,
  { maxTries, alsoOn = [] }: { maxTries: number; alsoOn?: readonly string[] },
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries >= maxTries || !isCollision(error, alsoOn)) throw error
    }
  }
}

function isCollision(error: unknown, alsoOn: readonly string[]): boolean {
  const state = sqlStateOf(error) ?? ''
  if (alsoOn.includes(state)) return true
  if (error instanceof BillingError) return error.code === 'usage_conflict'
  return ['40P01', '40001'].includes(state)
}
