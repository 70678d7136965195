import { chartRow, type Chart } from '@/lib/engine/chart-of-accounts'
import { dateInZone } from '@/lib/engine/calendar'
import { BOOKS_TIME_ZONE } from '@/lib/engine/revenue'
import { DATEV_COLUMNS } from './datev-columns'
import type { Days, EntryRow } from './ledger-store'

/** DATEV takes at most so many postings in one file. */
export const DATEV_ROWS = 99_999

export interface DatevBatch extends Days {
  chart: Chart
  /** Numbers that the tax adviser gives: Berater and Mandant. */
  consultant: number
  client: number
  createdAt: Date
}

/** What a posting is called, by its kind. */
export const DATEV_TEXTS: Record<string, string> = {
  'invoice.finalized': 'Rechnung',
  'invoice.voided': 'Storno Rechnung',
  'invoice.uncollectible': 'Forderungsausfall',
  'bad_debt.recovered': 'Eingang auf ausgebuchte Forderung',
  'payment.succeeded': 'Zahlung',
  'payment.surplus_returned': 'Rückzahlung Überschuss',
  'credit_note.issued': 'Gutschrift',
  'refund.sent': 'Erstattung unterwegs',
  'refund.unsent': 'Erstattung fehlgeschlagen',
  'refund.succeeded': 'Erstattung',
  'refund.failed': 'Erstattung zurück',
  'refund.kept_as_credit': 'Erstattung als Guthaben',
  'dispute.opened': 'Rückbelastung',
  'dispute.won': 'Rückbelastung gewonnen',
  'dispute.lost': 'Rückbelastung verloren',
  'dispute.fee': 'Gebühr Rückbelastung',
  'balance.applied': 'Verrechnung Guthaben',
  'balance.released': 'Guthaben wieder frei',
  'credit.granted': 'Guthaben gewährt',
  'credit.expired': 'Guthaben verfallen',
  'credit.withdrawn': 'Guthaben zurückgenommen',
  'revenue.recognized': 'Auflösung Rechnungsabgrenzung',
}

const digits = (day: string) => day.replaceAll('-', '')
const quoted = (text: string, length: number) =>
  `"${text
    .replace(/\p{Control}/gu, ' ')
    .slice(0, length)
    .replaceAll('"', '""')}"`

/** The first two lines: what the batch is, and its fields. The fiscal year is the calendar year of `from`. */
export function datevHead({ from, through, chart, consultant, client, createdAt }: DatevBatch): string {
  const created = createdAt.toISOString().replace(/\D/g, '').slice(0, 17)
  const numbers = [consultant, client, `${from.slice(0, 4)}0101`, 4, digits(from), digits(through)]
  const head = ['"EXTF"', 700, 21, '"Buchungsstapel"', 13, created, '', '"CB"', '""', '""', ...numbers]
  const name = quoted(`Concierge ${from} - ${through}`, 30)
  const rest = [name, '""', 1, 0, 0, '"EUR"', '', '""', '', '', `"${chart.slice(3)}"`, '', '', '""', '""']
  return `${[...head, ...rest].join(';')}\r\n${DATEV_COLUMNS.join(';')}\r\n`
}

/**
 * A ledger transaction as postings of two accounts each, debit and credit side by side: the largest of each side first,
 * so that an invoice of 119.00 becomes receivable/revenue 100.00 and receivable/VAT 19.00. Each account gets exactly what
 * the ledger says.
 */
export function datevRows(entries: readonly EntryRow[], chart: Chart): string {
  const side = (sign: bigint) =>
    entries
      .map((entry) => ({ number: chartRow(entry.account).numbers[chart], left: entry.amount * sign }))
      .filter(({ left }) => left > 0n)
      .sort((a, b) => Number(b.left - a.left))
  const [debits, credits] = [side(1n), side(-1n)]
  let rows = ''
  while (debits.length > 0 && credits.length > 0) {
    const [debit, credit] = [debits[0]!, credits[0]!]
    const amount = debit.left < credit.left ? debit.left : credit.left
    rows += datevRow({ entry: entries[0]!, amount, debit: debit.number, credit: credit.number })
    debit.left -= amount
    credit.left -= amount
    if (debit.left === 0n) debits.shift()
    if (credit.left === 0n) credits.shift()
  }
  return rows
}

function datevRow(posting: { entry: EntryRow; amount: bigint; debit: string; credit: string }): string {
  const { entry, amount, debit, credit } = posting
  const date = dateInZone({ at: entry.occurredAt, timeZone: BOOKS_TIME_ZONE })
  const cents = amount.toString().padStart(3, '0')
  const document = (entry.document ?? entry.sourceId).replace(/[^A-Za-z0-9$&%*+\-/]/g, '-')
  const text = [DATEV_TEXTS[entry.kind] ?? entry.kind, entry.customerName].filter(Boolean).join(' ')
  const cells = Array<string>(DATEV_COLUMNS.length).fill('')
  cells[0] = `${cents.slice(0, -2)},${cents.slice(-2)}`
  cells[1] = '"S"'
  cells[2] = '"EUR"'
  cells[6] = debit
  cells[7] = credit
  cells[9] = `${date.slice(8)}${date.slice(5, 7)}`
  cells[10] = quoted(document, 36)
  cells[13] = quoted(text, 60)
  cells[DATEV_COLUMNS.indexOf('Festschreibung')] = '0'
  return `${cells.join(';')}\r\n`
}
