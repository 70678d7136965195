import { Status } from '@/components/billing/status'
import { formatDateTime } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import { StatTile } from '@/components/ui/stat-tile'
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from '@/components/ui/table'
import type { SimulationReport } from '@/lib/simulator/report'
import { SimulatedCreditNotes, SimulatedInvoices } from './simulated-documents'
import { SimulatedLedger } from './simulated-ledger'
import { money } from './simulated-money'
import { SimulatedSubscriptions } from './simulated-subscriptions'

/** What a simulation came to: first the end, then each document with its explanations, then how it got there. */
export function SimulationResult({ report }: { report: SimulationReport }) {
  const t = texts.admin.simulator
  const { end, currency, timeZone, payments, refusals, happenings, subscriptions } = report
  const figures = [
    [t.mrr, end.mrr],
    [t.toPay, end.toPay],
    [t.credit, end.credit],
    [t.earned, end.earned],
    [t.deferred, end.deferred],
  ] as const
  return (
    <>
      <section aria-label={t.end} className="grid grid-cols-2 gap-2.5 sm:grid-cols-3 sm:gap-3">
        {subscriptions.length > 1 ? (
          <StatTile label={t.count} value={String(subscriptions.length)} />
        ) : (
          <StatTile
            label={t.status}
            value={end.status === 'NONE' ? t.none : <Status kind="subscription" status={end.status} />}
          />
        )}
        {figures.map(([label, amount]) => (
          <StatTile key={label} label={label} value={money(amount, currency)} />
        ))}
      </section>
      <SimulatedSubscriptions report={report} />
      {refusals.length > 0 && (
        <Section title={t.refused} description={t.refusedText} flush>
          <Table aria-label={t.refused}>
            <TableHead>
              <tr role="row">
                <TableHeaderCell>{t.event}</TableHeaderCell>
                <TableHeaderCell>{t.code}</TableHeaderCell>
                <TableHeaderCell>{t.message}</TableHeaderCell>
              </tr>
            </TableHead>
            <TableBody>
              {refusals.map(({ event, type, code, message }) => (
                <TableRow key={event}>
                  <TableCell label={t.event} primary>
                    {`events[${event}] ${type}`}
                  </TableCell>
                  <TableCell label={t.code}>
                    <span className="font-mono text-xs break-all">{code}</span>
                  </TableCell>
                  <TableCell label={t.message}>{message}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Section>
      )}
      <SimulatedInvoices report={report} />
      <SimulatedCreditNotes report={report} />
      {payments.length > 0 && (
        <Section title={t.payments} flush>
          <Table aria-label={t.payments}>
            <TableHead>
              <tr role="row">
                <TableHeaderCell>{t.at}</TableHeaderCell>
                <TableHeaderCell>{t.invoice}</TableHeaderCell>
                <TableHeaderCell>{t.by}</TableHeaderCell>
                <TableHeaderCell>{texts.admin.common.status}</TableHeaderCell>
                <TableHeaderCell numeric>{t.amount}</TableHeaderCell>
              </tr>
            </TableHead>
            <TableBody>
              {payments.map(({ at, invoice, processor, status, failure, amount }, index) => (
                <TableRow key={index}>
                  <TableCell label={t.at} primary>
                    {formatDateTime(at, { timeZone })}
                  </TableCell>
                  <TableCell label={t.invoice}>{invoice}</TableCell>
                  <TableCell label={t.by}>{processor}</TableCell>
                  <TableCell label={texts.admin.common.status}>
                    <Status kind="payment" status={status} />
                    {failure && <span className="block text-xs text-ink-muted">{failure}</span>}
                  </TableCell>
                  <TableCell label={t.amount} numeric>
                    {money(amount, currency)}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Section>
      )}
      <Section title={t.happened}>
        <ol className="flex flex-col gap-2 text-sm">
          {happenings.map(({ at, code, facts }, index) => (
            <li key={index} className="grid gap-x-4 sm:grid-cols-[11rem_minmax(0,1fr)]">
              <span className="text-ink-muted tabular">{formatDateTime(at, { timeZone })}</span>
              <span className="min-w-0">
                {sentence(code)}
                <span className="block text-xs break-words text-ink-muted">
                  {Object.entries(facts)
                    .map(([name, value]) => `${sentence(name).toLowerCase()} ${worded(name, value, timeZone)}`)
                    .join(' · ')}
                </span>
              </span>
            </li>
          ))}
        </ol>
      </Section>
      <SimulatedLedger report={report} />
    </>
  )
}

/** States and instants as elsewhere on screen. */
function worded(name: string, value: string, timeZone: string): string {
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return formatDateTime(value, { timeZone })
  if (name === 'reason') return texts.admin.invoice.reasons[value] ?? value
  const states: Record<string, string> = texts.status.subscription
  return states[value] ?? value
}

/** `invoice_issued` → Invoice issued; `retryAt` → Retry at. */
function sentence(code: string): string {
  const words = code
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
