import type { Chart } from '@/lib/engine/chart-of-accounts'
import { invalid } from '@/lib/platform/errors'
import { toCp1252 } from './cp1252'
import { DATEV_ROWS, datevHead, datevRows, type DatevBatch } from './datev'
import { countEntries, streamEntries, type EntryRow } from './read-ledger'

/**
 * The entries in euros of some days of one year as a DATEV Buchungsstapel in Windows-1252, piece by piece. Throws
 * datev_one_year where the days are of two (a posting says its day and month only), and datev_too_many where they do not
 * fit in one file.
 */
export async function exportDatev(batch: DatevBatch): Promise<AsyncGenerator<Uint8Array<ArrayBuffer>>> {
  const { from, through } = batch
  if (from > through || from.slice(0, 4) !== through.slice(0, 4))
    throw invalid('datev_one_year', 'A batch holds days of one fiscal year.', { from, through })
  const entries = await countEntries({ from, through, currency: 'EUR' })
  // A transaction of n entries makes at most n − 1 postings.
  if (entries > DATEV_ROWS) throw invalid('datev_too_many', 'Choose a shorter period: DATEV takes 99,999 postings.')
  return pieces(batch)
}

async function* pieces(batch: DatevBatch): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { from, through, chart } = batch
  yield toCp1252(datevHead(batch))
  for await (const text of inLots(transactions(streamEntries({ from, through, currency: 'EUR' })), chart))
    yield toCp1252(text)
}

/** Entries come in order: one transaction's are together. */
async function* transactions(entries: AsyncIterable<EntryRow>): AsyncGenerator<EntryRow[]> {
  let current: EntryRow[] = []
  for await (const entry of entries) {
    if (current.length > 0 && current[0]!.transactionId !== entry.transactionId) {
      yield current
      current = []
    }
    current.push(entry)
  }
  if (current.length > 0) yield current
}

const LOT = 60_000

async function* inLots(each: AsyncIterable<EntryRow[]>, chart: Chart): AsyncGenerator<string> {
  let lot = ''
  for await (const entries of each) {
    lot += datevRows(entries, chart)
    if (lot.length < LOT) continue
    yield lot
    lot = ''
  }
  if (lot) yield lot
}
