// The worker process: background jobs and the tick each minute. Stops cleanly on SIGTERM and SIGINT.
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { registerPdfMaker } from '@/lib/invoices/files/make-pdf'
import { startPaperThreads } from '@/lib/runtime/paper-threads'
import { runWorker } from '@/lib/runtime/run-worker'

// Beside the bundled worker lies the bundled thread; run from its sources, the worker makes its papers itself.
const thread = new URL('./paper-thread.mjs', import.meta.url)
if (existsSync(thread)) {
  registerPdfMaker(startPaperThreads({ file: thread, count: Math.min(4, availableParallelism()) }).make)
}

const worker = await runWorker()
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void worker.stop().then(() => process.exit(0)))
}
