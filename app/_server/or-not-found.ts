import { notFound } from 'next/navigation'
import { BillingError } from '@/lib/platform/errors'

/** What is read, or the 404 page when there is no such thing. */
export async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof BillingError && error.kind === 'not_found') notFound()
    throw error
  }
}
