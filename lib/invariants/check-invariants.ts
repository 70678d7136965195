import { verifyUsage } from '@/lib/subscriptions/verify-usage'
import { invariants } from './queries'
import { findBreaches, type Breach } from './store'

export interface InvariantResult {
  code: string
  rule: string
  /** The first of them; empty when it holds. */
  breaches: Breach[]
}

const SHOWN = 20

/** Not in SQL: only the engine can price. */
const USAGE = {
  code: 'usage_is_priced',
  rule: 'What was billed of use in cycles that are final is the price of their totals (of a hundred subscriptions).',
}

/** Checks every invariant of DESIGN §7 against the database. Reads only. */
export async function checkInvariants({ now }: { now: Date }): Promise<InvariantResult[]> {
  const results: InvariantResult[] = []
  for (const { code, rule, sql } of invariants)
    results.push({ code, rule, breaches: await findBreaches(sql, now, SHOWN) })
  results.push({ ...USAGE, breaches: (await verifyUsage({ now })).slice(0, SHOWN) })
  return results
}
