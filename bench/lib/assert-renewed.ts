import type { Client } from 'pg'
import { invariants } from '@/lib/invariants/queries'
import { DUE } from './plant-due-subscriptions'

/** What a run of `n` renewals must have left: exactly one of each, none twice. */
const COUNTS: Record<string, string> = {
  'new cycles': `SELECT count(*) FROM billing_cycle WHERE starts_at = $1`,
  'new invoices': `SELECT count(*) FROM invoice WHERE reason = 'SUBSCRIPTION_CYCLE' AND status = 'OPEN' AND collect_at = $1 AND created_at = $1`,
  'invoiced subscriptions': `SELECT count(DISTINCT subscription_id) FROM invoice WHERE reason = 'SUBSCRIPTION_CYCLE' AND created_at = $1`,
  'new lines': `SELECT count(*) FROM invoice_line WHERE period_from = $1`,
  'new tax rows': `SELECT count(*) FROM invoice_tax t JOIN invoice i ON i.id = t.invoice_id WHERE i.created_at = $1`,
  postings: `SELECT count(*) FROM ledger_transaction WHERE kind = 'invoice.finalized' AND occurred_at = $1`,
  jobs: `SELECT count(*) FROM graphile_worker._private_jobs j JOIN invoice i ON i.id = j.payload ->> 'invoiceId' WHERE i.created_at = $1`,
  'invoices with a job': `SELECT count(DISTINCT i.id) FROM graphile_worker._private_jobs j JOIN invoice i ON i.id = j.payload ->> 'invoiceId' WHERE i.created_at = $1`,
  'advanced subscriptions': `SELECT count(*) FROM subscription WHERE current_period_start = $1 AND renews_at = current_period_end AND renews_at > $1`,
}

/** Counts what was written, and asks what `npm run audit` asks. A benchmark of something wrong is worth nothing. */
export async function assertRenewed(client: Client, n: number): Promise<void> {
  for (const [what, sql] of Object.entries(COUNTS)) {
    const { rows } = await client.query<{ count: string }>(sql, [DUE])
    if (Number(rows[0]!.count) !== n)
      throw new Error(`${n} subscriptions were due, but there are ${rows[0]!.count} ${what}.`)
  }
  for (const { code, rule, sql } of invariants) {
    const { rows } = await client.query<{ subject: string; detail: string }>(sql, sql.includes('$1') ? [DUE] : [])
    if (rows[0])
      throw new Error(`${code}: ${rule} ${rows.length} breaches, such as ${rows[0].subject}: ${rows[0].detail}`)
  }
}
