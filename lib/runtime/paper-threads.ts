import { Worker } from 'node:worker_threads'
import type { MakePdf, PdfSource } from '@/lib/invoices/files/make-pdf'

/** What a thread answers: the file, or why there is none. */
export type PaperAnswer = { bytes: Uint8Array<ArrayBuffer> } | { error: string }

interface Job {
  source: PdfSource
  resolve: (pdf: Buffer) => void
  reject: (error: Error) => void
}

/** A paper is made of far more short-lived objects than Node foresees: with room for them it takes a quarter less. */
const YOUNG_MB = 128

/**
 * Makes PDFs in threads of their own, so that they use all processors and hold up nothing else. A thread is started when
 * it is first needed and keeps its typefaces; one that dies fails the file it was making and is replaced by the next.
 */
export function startPaperThreads({ file, count }: { file: URL; count: number }): {
  make: MakePdf
  stop: () => Promise<void>
} {
  const threads = new Map<Worker, Job | null>()
  const waiting: Job[] = []

  function next(): void {
    if (waiting.length === 0) return
    const idle = [...threads].find(([, job]) => job === null)?.[0]
    const thread = idle ?? (threads.size < count ? start() : null)
    if (!thread) return
    const job = waiting.shift()!
    threads.set(thread, job)
    thread.postMessage(job.source)
    next()
  }

  function start(): Worker {
    const thread = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
    thread.unref()
    thread.on('message', (answer: PaperAnswer) => {
      const job = threads.get(thread)
      threads.set(thread, null)
      if ('error' in answer) job?.reject(new Error(answer.error))
      else job?.resolve(Buffer.from(answer.bytes.buffer))
      next()
    })
    const gone = (error: Error) => {
      threads.get(thread)?.reject(error)
      threads.delete(thread)
      next()
    }
    thread.on('error', gone)
    thread.on('exit', () => gone(new Error('A thread that makes papers has ended.')))
    return thread
  }

  return {
    make: (source) =>
      new Promise((resolve, reject) => {
        waiting.push({ source, resolve, reject })
        next()
      }),
    async stop() {
      await Promise.all([...threads.keys()].map((thread) => thread.terminate()))
    },
  }
}
