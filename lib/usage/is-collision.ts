import { sqlStateOf } from '@/lib/platform/db/run-sql'
import { BillingError } from '@/lib/platform/errors'

/** Whether another transaction wrote the same events, or both waited for each other: done again, it is seen. */
export function isCollision(error: unknown): boolean {
  if (error instanceof BillingError) return error.code === 'usage_conflict'
  return ['40P01', '40001'].includes(sqlStateOf(error) ?? '')
}
