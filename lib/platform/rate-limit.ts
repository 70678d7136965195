import { createHash } from 'node:crypto'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible'
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

/** What is left of a limit after one more use. */
export interface RateState {
  allowed: boolean
  limit: number
  remaining: number
  /** Seconds until the window ends. */
  resetSeconds: number
  windowSeconds: number
}

export interface RateMeter {
  /** Counts one use and says what is left; beyond the limit it is not allowed. Throws nothing. */
  take(key: string): Promise<RateState>
}

interface RateMeterOptions {
  name: string
  points: number
  seconds: number
}

/** A limit that tells its state, for answers that state it: counted in PostgreSQL, so that all processes share it. */
export function sharedRateMeter({ name, points, seconds }: RateMeterOptions): RateMeter {
  const table = { storeClient, storeType: 'client', tableName: 'rate_limit', tableCreated: true }
  return meterOf(new RateLimiterPostgres({ ...table, keyPrefix: name, points, duration: seconds }))
}

/** The same, counted in this process only: for endpoints that are too hot to ask the database. */
export function processRateMeter({ name, points, seconds }: RateMeterOptions): RateMeter {
  return meterOf(new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }))
}

function meterOf(limiter: RateLimiterAbstract): RateMeter {
  return {
    async take(key) {
      const outcome = await limiter.consume(key).then(
        (result) => ({ allowed: true, result }),
        (error: unknown) => {
          if (!(error instanceof RateLimiterRes)) throw error
          return { allowed: false, result: error }
        },
      )
      const { msBeforeNext, remainingPoints } = outcome.result
      return {
        allowed: outcome.allowed,
        limit: limiter.points,
        remaining: Math.max(0, remainingPoints),
        resetSeconds: Math.max(0, Math.ceil(msBeforeNext / 1000)),
        windowSeconds: limiter.duration,
      }
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
