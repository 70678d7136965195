// The worker process: background jobs and the tick each minute. Stops cleanly on SIGTERM and SIGINT.
import { runWorker } from '@/lib/runtime/run-worker'

const worker = await runWorker()
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void worker.stop().then(() => process.exit(0)))
}
