import { DatabaseError } from 'pg'
import { env } from '../env'
import { OpenPrismaPg } from './connection-of'
import { Prisma, PrismaClient } from './generated/client'

const shared = globalThis as { conciergeDatabase?: PrismaClient }

/** The database. One client per process, also across reloads of the development server. */
export const db: PrismaClient = (shared.conciergeDatabase ??= new PrismaClient({
  adapter: new OpenPrismaPg({ connectionString: env.DATABASE_URL, max: env.DATABASE_POOL_SIZE }),
}))

export type Transaction = Prisma.TransactionClient
/** Either the database itself or a transaction on it: what a store function takes. */
export type Database = Transaction

/**
 * Runs `work` in one transaction at PostgreSQL's own level, READ COMMITTED (saying so would cost a query each time);
 * correctness comes from the customer's row lock (DESIGN §8) and unique keys. No network call may happen inside.
 */
export function inTransaction<T>(work: (tx: Transaction) => Promise<T>, timeoutMs = 30_000): Promise<T> {
  return db.$transaction(work, { timeout: timeoutMs, maxWait: 20_000 })
}

/** PostgreSQL's unique violation, as Prisma reports it (P2002), or as it came. */
export function isUniqueViolation(error: unknown): boolean {
  if (error instanceof DatabaseError) return error.code === '23505'
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}
