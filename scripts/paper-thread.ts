// A thread that makes PDFs: a source comes in, its file goes out (lib/runtime/paper-threads.ts).
import { parentPort } from 'node:worker_threads'
import { makePdf, type PdfSource } from '@/lib/invoices/files/make-pdf'
import type { PaperAnswer } from '@/lib/runtime/paper-threads'

parentPort?.on('message', (source: PdfSource) => {
  void makePdf(source).then(
    (pdf) => {
      const bytes = new Uint8Array(pdf)
      parentPort?.postMessage({ bytes } satisfies PaperAnswer, [bytes.buffer])
    },
    (error: unknown) => {
      parentPort?.postMessage({ error: String(error) } satisfies PaperAnswer)
    },
  )
})
