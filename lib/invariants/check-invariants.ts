import { invariants } from './queries'
import { findBreaches, type Breach } from './store'

export interface InvariantResult {
  code: string
  rule: string
  /** The first of them; empty when it holds. */
  breaches: Breach[]
}

const SHOWN = 20

/** Checks every invariant of DESIGN §7 against the database. Reads only. */
export async function checkInvariants({ now }: { now: Date }): Promise<InvariantResult[]> {
  const results: InvariantResult[] = []
  for (const { code, rule, sql } of invariants)
    results.push({ code, rule, breaches: await findBreaches(sql, now, SHOWN) })
  return results
}
