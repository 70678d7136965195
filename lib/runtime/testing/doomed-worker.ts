// A worker process for the test that kills it: ticks and runs jobs without a pause, as long as it lives.
import { now } from '@/lib/platform/clock'
import { runJobs } from '../run-jobs'
import { tick } from '../tick'
import { makeImpatient } from './stripe-calls'

makeImpatient()
process.stdout.write('working\n')
for (;;) {
  await tick({ now: await now() })
  await runJobs({ without: ['send-notification'], concurrency: 4 })
}
