// `npm run usage -- archive --before 2026-01 [--to folder]`: moves old events into files; totals stay.
// `npm run usage -- rebuild [--customer id] [--meter code] [--check]`: holds totals against events and puts them right.
import { parseArgs } from 'node:util'
import { now } from '@/lib/platform/clock'
import { db } from '@/lib/platform/db/client'
import { archiveUsage } from '@/lib/usage/archive-events'
import { rebuildTotals } from '@/lib/usage/rebuild-totals'

const { positionals, values } = parseArgs({
  options: {
    before: { type: 'string' },
    to: { type: 'string', default: 'usage-archive' },
    customer: { type: 'string' },
    meter: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})

try {
  process.exitCode = await run(positionals[0])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
await db.$disconnect()

async function run(command: string | undefined): Promise<number> {
  if (command === 'archive' && values.before && /^\d{4}-(0[1-9]|1[0-2])$/.test(values.before))
    return archive(values.before)
  if (command === 'rebuild') return rebuild()
  console.error('npm run usage -- archive --before 2026-01 [--to folder]')
  console.error('npm run usage -- rebuild [--customer id] [--meter code] [--check]')
  return 2
}

async function archive(before: string): Promise<number> {
  const months = await archiveUsage({ before, folder: values.to, now: await now() })
  for (const { month, events, file, sha256 } of months) console.log(`${month}: ${events} events → ${file} (${sha256})`)
  if (months.length === 0) console.log(`There are no events before ${before}.`)
  return 0
}

/** With --check nothing is written, and differences make it fail. */
async function rebuild(): Promise<number> {
  const { customer: customerId, meter: meterCode, check } = values
  const differences = await rebuildTotals({ customerId, meterCode, repair: !check })
  for (const { customerId, meterCode, hour, groupKey, was, is } of differences) {
    const group = groupKey ? ` (${groupKey})` : ''
    console.log(`${customerId} ${meterCode} ${hour.toISOString()}${group}: ${was ?? 'nothing'} → ${is ?? 'nothing'}`)
  }
  if (differences.length === 0) console.log('The totals are what the events say.')
  else console.log(`${differences.length} totals ${check ? 'differ' : 'were put right'}.`)
  return check && differences.length > 0 ? 1 : 0
}
