import { createHash } from 'node:crypto'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { db } from './db/client'
import { BillingError } from './errors'

export interface RateLimit {
  /** Counts one use; throws `too_many_attempts` with `retryAfterSeconds` beyond the limit. */
  consume(key: string): Promise<void>
  /** Takes one use back. */
  giveBack(key: string): Promise<void>
  /** Forgets all uses. */
  clear(key: string): Promise<void>
}

/** The limiter's statements over the connections we have. It counts in JavaScript numbers, so no bigint may reach it. */
const storeClient = {
  async query({ text, values = [] }: { text: string; values?: unknown[] }) {
    const rows = await db.$queryRawUnsafe<{ points?: number; expire?: bigint | null }[]>(text, ...values)
    return { rows: rows.map(({ points, expire }) => ({ points, expire: expire ? Number(expire) : null })) }
  },
}

/**
 * At most `points` uses per key within `seconds` (a fixed window, real time), counted in PostgreSQL so that all
 * processes share it. Keys are stored as hashes: they are emails and addresses.
 */
export function rateLimit({ name, points, seconds }: { name: string; points: number; seconds: number }): RateLimit {
  const limiter = new RateLimiterPostgres({
    storeClient,
    storeType: 'client',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
  })
  const hashed = (key: string) => createHash('sha256').update(key).digest('base64url')
  return {
    async consume(key) {
      try {
        await limiter.consume(hashed(key))
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        throw tooManyAttempts(Math.ceil(error.msBeforeNext / 1000))
      }
    },
    async giveBack(key) {
      await limiter.reward(hashed(key))
    },
    async clear(key) {
      await limiter.delete(hashed(key))
    },
  }
}

function tooManyAttempts(retryAfterSeconds: number): BillingError {
  const minutes = Math.max(1, Math.ceil(retryAfterSeconds / 60))
  return new BillingError({
    kind: 'rate_limited',
    code: 'too_many_attempts',
    message: `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    details: { retryAfterSeconds },
  })
}
