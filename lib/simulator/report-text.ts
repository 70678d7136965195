import type { SimulationReport } from './report'

type Row = readonly string[]

/** The report as tables for a terminal. */
export function reportText(report: SimulationReport): string {
  const { invoices, creditNotes, payments, refusals, ledger, accounts, subscriptions, end, currency } = report
  const time = (instant: string) => instant.slice(0, 16).replace('T', ' ')
  const parts = [
    section(
      'Invoices',
      ['Number', 'Date', 'Net', 'VAT', 'Total', 'From credit', 'To pay', 'State'],
      [
        ...invoices.map(({ number, date, net, vat, total, fromCredit, toPay, status }) => {
          return [number, date, net, vat, total, fromCredit, toPay, status]
        }),
      ],
    ),
    ...invoices.map(({ number, lines }) =>
      [`  ${number}`, ...lines.map(({ net, ...line }) => `    ${net.padStart(10)}  ${said(line)}`)].join('\n'),
    ),
    section(
      'Credit notes',
      ['Number', 'Date', 'Invoice', 'Net', 'VAT', 'Total', 'Less to pay', 'Refunded', 'To credit'],
      creditNotes.map(({ number, date, invoice, net, vat, total, settled }) => {
        return [number, date, invoice, net, vat, total, settled.lessToPay, settled.refund, settled.credit]
      }),
    ),
    section(
      'Payments (UTC)',
      ['At', 'Invoice', 'By', 'Amount', 'State', 'Failure'],
      payments.map(({ at, invoice, processor, amount, status, failure }) => {
        return [time(at), invoice, processor, amount, status, failure ?? '']
      }),
    ),
    section(
      'Refused',
      ['At', 'Event', 'Code', 'Message'],
      refusals.map(({ at, event, type, code, message }) => [time(at), `events[${event}] ${type}`, code, message]),
    ),
    section(
      'Ledger (UTC)',
      ['At', 'Transaction', 'Document', 'Account', 'Amount'],
      ledger.flatMap(({ at, kind, document, entries }) =>
        entries.map(({ account, amount }, index) => {
          return index === 0 ? [time(at), kind, document ?? '', account, amount] : ['', '', '', account, amount]
        }),
      ),
    ),
    section(
      'Accounts at the end',
      ['Account', 'Balance'],
      accounts.map(({ account, amount }) => [account, amount]),
    ),
    section(
      'Subscriptions at the end',
      ['Subscription', 'State', 'Items', 'Period ends (UTC)', 'Pending'],
      subscriptions.map(({ id, status, items, periodEnd, pending }) => [
        id,
        status,
        items.map(({ description, quantity }) => `${quantity} × ${description}`).join(', '),
        periodEnd ? time(periodEnd) : '',
        pending ? `${pending.kind} ${time(pending.at)}` : '',
      ]),
    ),
    `At the end: ${states(report)}, MRR ${end.mrr}, to pay ${end.toPay}, credit ${end.credit}, earned ${end.earned}, ` +
      `deferred ${end.deferred} (${currency}).`,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

/** Whose a line is, where there are several, and how it came about. */
const said = ({ subscription, why }: { subscription?: string; why: string }): string =>
  subscription ? `${subscription}  ${why}` : why

/** The state at the end, of each where they have names. */
const states = ({ end, subscriptions }: SimulationReport): string =>
  subscriptions.some(({ name }) => name)
    ? subscriptions.map(({ id, status }) => `${id} ${status}`).join(', ')
    : end.status

/** A table with its heading; nothing where there are no rows. Columns of amounts stand to the right. */
function section(heading: string, columns: Row, rows: readonly Row[]): string {
  if (rows.length === 0) return ''
  const width = columns.map((name, index) => Math.max(name.length, ...rows.map((row) => row[index]?.length ?? 0)))
  const isAmount = columns.map((_, index) => rows.every((row) => /^(-?\d+(\.\d+)?)?$/.test(row[index] ?? '')))
  const line = (row: Row) =>
    `  ${row.map((cell, index) => (isAmount[index] ? cell.padStart(width[index] ?? 0) : cell.padEnd(width[index] ?? 0))).join('  ')}`.trimEnd()
  return [heading, line(columns), line(width.map((size) => '─'.repeat(size))), ...rows.map(line)].join('\n')
}
