import { afterEach, describe, expect, it } from 'vitest'
import type { PdfSource } from '@/lib/invoices/files/make-pdf'
import { sampleInvoice } from '@/lib/invoices/pdf/testing/sample-documents'
import { startPaperThreads } from './paper-threads'

/** A thread that does what the invoice's number says: answers its own id and the number, refuses, or dies. */
const file = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads'
    parentPort.on('message', ({ document }) => {
      if (document.number === 'die') process.exit(1)
      if (document.number === 'throw') throw new Error('broken')
      if (document.number === 'refuse') return parentPort.postMessage({ error: 'No such font.' })
      setTimeout(() => {
        const bytes = new Uint8Array(Buffer.from(threadId + ' ' + document.number + ' ' + document.total))
        parentPort.postMessage({ bytes }, [bytes.buffer])
      }, 20)
    })`)}`,
)

const source = (number: string): PdfSource => ({ kind: 'INVOICE', document: sampleInvoice({ number }), eInvoice: null })

let threads: ReturnType<typeof startPaperThreads>
afterEach(() => threads.stop())

describe('threads that make papers', () => {
  it('share the work, never more of them than there may be, and each answer reaches its caller', async () => {
    threads = startPaperThreads({ file, count: 2 })
    const numbers = Array.from({ length: 12 }, (_, index) => `NC-${index}`)
    const answers = await Promise.all(numbers.map(async (number) => (await threads.make(source(number))).toString()))
    // 59.00 and 19 % VAT.
    expect(answers.map((answer) => answer.split(' ').slice(1))).toEqual(numbers.map((number) => [number, '7021']))
    expect(new Set(answers.map((answer) => answer.split(' ')[0])).size).toBe(2)
  })

  it.each([
    ['refuse', 'No such font.'],
    ['throw', 'broken'],
    ['die', 'has ended'],
  ])('one that must %s fails that file only', async (number, message) => {
    threads = startPaperThreads({ file, count: 1 })
    const [failed, ...others] = await Promise.allSettled(
      [number, 'NC-1', 'NC-2'].map((each) => threads.make(source(each))),
    )
    expect(String((failed as PromiseRejectedResult).reason)).toContain(message)
    expect(others.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  })
})
