import { availableParallelism } from 'node:os'
import { renderToBuffer } from '@react-pdf/renderer'
import { invoiceToEInvoice } from '../lib/invoices/einvoice/to-einvoice'
import type { PdfSource } from '../lib/invoices/files/make-pdf'
import type { InvoiceDocument } from '../lib/invoices/pdf/document'
import { registerFonts } from '../lib/invoices/pdf/fonts'
import { invoicePaper } from '../lib/invoices/pdf/render-invoice'
import { sampleInvoices } from '../lib/invoices/pdf/testing/sample-documents'
import { startPaperThreads } from '../lib/runtime/paper-threads'
import { inRoot } from '../scripts/lib/paths.mjs'
import type { BenchContext, BenchResult } from './lib/benchmark'
import { measure, rounded } from './lib/measure'
import { measureDownloads } from './lib/pdf-downloads'

// Invoices as their customers get them: Factur-X with the e-invoice inside, made in the threads of the worker. The floor
// is a loop of react-pdf in one process over the same invoices, with page numbers the ordinary way and no e-invoice.
// Then downloads of one invoice that was made before: a read of the database each.

export const defaultN = 400

/** Per thread: Node compiles, fonts are read. */
const warmUp = 60

export async function run({ n, createDatabase, createStack, say }: BenchContext): Promise<BenchResult> {
  const documents = Array.from({ length: n }, (_, index) => documentOf(index))
  const { floorPerSecond, floorCpuMs } = await measureFloor(documents)
  say(`floor   ${floorPerSecond}/s`)

  const count = Math.min(4, availableParallelism())
  const threads = startPaperThreads({ file: new URL(`file://${inRoot('dist', 'paper-thread.mjs')}`), count })
  const make = async (document: InvoiceDocument) => {
    const source: PdfSource = { kind: 'INVOICE', document, eInvoice: invoiceToEInvoice(document) }
    const pdf = await threads.make(source)
    if (!pdf.includes('factur-x.xml') && pdf.length < 10_000) throw new Error(`${document.number} is no Factur-X.`)
  }
  const concurrency = 2 * count
  await measure({ n: warmUp * count, concurrency, work: (index) => make(documentOf(index)) })
  const cpu = process.cpuUsage()
  const measured = await measure({ n, concurrency, work: (index) => make(documents[index]!) })
  const cpuMs = cpuMsSince(cpu, n)
  const peakMemoryMb = Math.round(process.resourceUsage().maxRSS / 1024)
  await threads.stop()
  say(`threads ${measured.ratePerSecond}/s with ${count}, ${cpuMs} ms of computing each (floor ${floorCpuMs} ms)`)

  const databaseUrl = await createDatabase('downloads')
  const { env } = await createStack(databaseUrl)
  const downloads = await measureDownloads({ env, n: 500 })
  say(`kept    p50 ${downloads.p50Ms} ms, p99 ${downloads.p99Ms} ms`)
  return {
    name: 'pdf',
    n,
    ...measured,
    floorPerSecond,
    ratio: Math.round((measured.ratePerSecond / floorPerSecond) * 100) / 100,
    peakMemoryMb,
    cpuMs,
    floorCpuMs,
    threads: count,
    cachedP50Ms: downloads.p50Ms,
    cachedP99Ms: downloads.p99Ms,
  }
}

async function measureFloor(documents: InvoiceDocument[]): Promise<{ floorPerSecond: number; floorCpuMs: number }> {
  registerFonts()
  const renderOne = async (document: InvoiceDocument) => void (await renderToBuffer(invoicePaper(document)(false)))
  for (let index = 0; index < warmUp; index += 1) await renderOne(documentOf(index))
  const some = documents.slice(0, 150)
  const started = performance.now()
  const cpu = process.cpuUsage()
  for (const document of some) await renderOne(document)
  const floorPerSecond = rounded((some.length / (performance.now() - started)) * 1000)
  return { floorPerSecond, floorCpuMs: cpuMsSince(cpu, some.length) }
}

/** Computing per file, of all threads: what a busy machine does not distort. */
function cpuMsSince(start: NodeJS.CpuUsage, files: number): number {
  const { user, system } = process.cpuUsage(start)
  return rounded((user + system) / 1000 / files)
}

const kinds = [sampleInvoices.german, sampleInvoices.oneStopShop, sampleInvoices.short, sampleInvoices.reverseCharge]

/** One to three lines in four languages, as renewals are. */
function documentOf(index: number): InvoiceDocument {
  return { ...kinds[index % kinds.length]!, number: `NC-2026-${String(index).padStart(6, '0')}` }
}
