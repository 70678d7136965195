// `npm run travel -- 1 month` (or a date): the sandbox's time machine. Each thing that falls due on the way is done then.
import { addDaysInZone } from '@/lib/engine/calendar'
import { now as readClock } from '@/lib/platform/clock'
import { db } from '@/lib/platform/db/client'
import { isSandbox } from '@/lib/platform/env'
import { BillingError } from '@/lib/platform/errors'
import { closeJobs } from '@/lib/runtime/run-jobs'
import { travel } from '@/lib/runtime/time-machine'

const USAGE = 'Say how far: npm run travel -- "3 days", "2 weeks", "1 month" or 2027-01-31.'
const DAYS = { day: 1, week: 7, month: 30, year: 365 } as const

function destination(words: string, from: Date): Date | null {
  const span = /^(\d+)\s*(day|week|month|year)s?$/.exec(words)
  if (span) {
    const days = Number(span[1]) * DAYS[span[2] as keyof typeof DAYS]
    return addDaysInZone({ at: from, days, timeZone: 'UTC' })
  }
  const date = new Date(words)
  return Number.isNaN(date.getTime()) ? null : date
}

async function main(): Promise<number> {
  if (!isSandbox) {
    console.error('There is a time machine in the sandbox only: SANDBOX_URL is not set.')
    return 1
  }
  const from = await readClock()
  const to = destination(process.argv.slice(2).join(' ').trim(), from)
  if (!to) {
    console.error(USAGE)
    return 2
  }
  console.log(`From ${from.toISOString()} to ${to.toISOString()}`)
  try {
    const { steps } = await travel({
      to,
      onStep: ({ at, renewed }) => console.log(`  ${at.toISOString()}  ${renewed} renewed`),
    })
    console.log(`Arrived, with ${steps} stops at which something was due.`)
    return 0
  } catch (error) {
    if (!(error instanceof BillingError)) throw error
    console.error(error.message)
    return 1
  }
}

process.exitCode = await main()
await closeJobs()
await db.$disconnect()
