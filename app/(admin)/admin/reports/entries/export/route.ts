import { staffRoute } from '@/app/_server/route'
import { decimalText } from '@/components/format/money'
import { toCsv } from '@/components/format/csv'
import { texts } from '@/components/texts/en'
import { streamEntries, type EntryRow } from '@/lib/reports/read-ledger'
import { streamResponse } from '../../stream-response'
import { readEntryFilter } from '../read-list'

const t = texts.books.entries
const columns = [
  { id: 'when', label: t.when },
  { id: 'transaction', label: texts.admin.common.id },
  { id: 'event', label: t.event },
  { id: 'source', label: texts.admin.audit.target },
  { id: 'document', label: t.document },
  { id: 'customerId', label: `${t.customer} ${texts.admin.common.id}` },
  { id: 'customer', label: t.customer },
  { id: 'account', label: t.account },
  { id: 'currency', label: texts.books.period.currency },
  { id: 'debit', label: t.debit },
  { id: 'credit', label: t.credit },
]

const toRow = (entry: EntryRow) => ({
  when: entry.occurredAt.toISOString(),
  transaction: entry.transactionId,
  event: entry.kind,
  source: entry.sourceId,
  document: entry.document ?? '',
  customerId: entry.customerId ?? '',
  customer: entry.customerName ?? '',
  account: entry.account,
  currency: entry.currency,
  debit: entry.amount > 0n ? decimalText(entry.amount, entry.currency) : '',
  credit: entry.amount < 0n ? decimalText(-entry.amount, entry.currency) : '',
})

/** All entries that the list's filters find, in order of time, however many. Instants are UTC. */
export const GET = staffRoute('staff.reports.view', async ({ request, now }) => {
  const { filter } = await readEntryFilter(Object.fromEntries(request.nextUrl.searchParams), now)
  const name = `ledger-entries-${filter.from}-${filter.through}.csv`
  return streamResponse(lots(streamEntries(filter)), { name, contentType: 'text/csv; charset=utf-8' })
})

const LOT = 500

async function* lots(entries: AsyncIterable<EntryRow>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  yield encoder.encode(toCsv(columns, []))
  let rows: ReturnType<typeof toRow>[] = []
  const text = () => encoder.encode(toCsv(columns, rows).replace(/^.*?\r\n/, ''))
  for await (const entry of entries) {
    rows.push(toRow(entry))
    if (rows.length < LOT) continue
    yield text()
    rows = []
  }
  if (rows.length > 0) yield text()
}
