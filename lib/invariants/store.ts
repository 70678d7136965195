import { db } from '@/lib/platform/db/client'

export interface Breach {
  subject: string
  detail: string
}

/** Runs one of our own queries with the instant as its only parameter. */
export async function findBreaches(sql: string, now: Date, limit: number): Promise<Breach[]> {
  const bounded = `SELECT subject, detail FROM (${sql}) AS breach WHERE $1::timestamptz IS NOT NULL LIMIT ${limit}`
  return db.$queryRawUnsafe<Breach[]>(bounded, now)
}
