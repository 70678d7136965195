import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Explanation } from '@/components/billing/explanation'
import { Status } from '@/components/billing/status'
import { taxLabel } from '@/components/billing/tax-label'
import { formatDate, formatPeriod } from '@/components/format/date-time'
import { texts } from '@/components/texts/en'
import { Section } from '@/components/ui/card'
import type { CreditNoteReport, InvoiceReport, SimulationReport } from '@/lib/simulator/report'
import { isNothing, money } from './simulated-money'

const why =
  'inline-flex cursor-pointer list-none items-center gap-1 rounded-sm text-accent-text underline decoration-accent-line underline-offset-4 hover:decoration-current [&::-webkit-details-marker]:hidden'

/** Each invoice with its lines, and each line with its calculation. */
export function SimulatedInvoices({ report }: { report: SimulationReport }) {
  const t = texts.admin.simulator
  const { invoices, currency, timeZone } = report
  return (
    <Section title={t.invoices} flush={invoices.length > 0}>
      {invoices.length === 0 && <p className="text-sm text-ink-muted">{t.noInvoices}</p>}
      {invoices.map((invoice) => (
        <article key={invoice.number} className="border-b border-line px-4 py-4 text-sm last:border-0 sm:px-5">
          <Heading
            number={invoice.number}
            note={formatDate(invoice.issuedAt, { timeZone })}
            badge={<Status kind="invoice" status={invoice.status} />}
            total={money(invoice.total, currency)}
          />
          <ul className="mt-3 flex flex-col gap-3">
            {invoice.lines.map((line, index) => (
              <li key={index}>
                <Amounts
                  label={line.kind === 'CREDIT' ? texts.billing.unused(line.description) : line.description}
                  note={[
                    ...unnamed(line),
                    formatPeriod(line.from, line.to, { timeZone }),
                    ...(isNothing(line.discount) ? [] : [t.discount(money(line.discount, currency))]),
                  ].join(' · ')}
                  amount={money(line.net, currency)}
                />
                <Explanation explanation={line.explanation} timeZone={timeZone} className="mt-1" />
              </li>
            ))}
          </ul>
          <div className="mt-3 flex flex-col gap-1 border-t border-dashed border-line pt-3 text-ink-muted">
            <Amounts label={t.net} amount={money(invoice.net, currency)} />
            {invoice.taxes.map((tax, index) => (
              <Amounts
                key={index}
                label={taxLabel(tax)}
                note={texts.billing.tax.reasons[tax.reason]}
                amount={money(tax.tax, currency)}
              />
            ))}
            <Settled parts={settledParts(invoice, currency)} />
          </div>
        </article>
      ))}
    </Section>
  )
}

/** Whose a line is, where its description does not say so. */
const unnamed = ({ subscription, description }: InvoiceReport['lines'][number]): string[] =>
  subscription && !description.startsWith(`${subscription}: `) ? [subscription] : []

function settledParts(invoice: InvoiceReport, currency: string): string[] {
  const t = texts.admin.simulator
  const parts = [
    [invoice.fromCredit, t.fromCredit],
    [invoice.credited, t.lessToPay],
    [invoice.refunded, t.refunded],
    [invoice.toPay, t.toPayOf],
  ] as const
  return parts.filter(([amount]) => !isNothing(amount)).map(([amount, word]) => word(money(amount, currency)))
}

export function SimulatedCreditNotes({ report }: { report: SimulationReport }) {
  const t = texts.admin.simulator
  const { creditNotes, currency, timeZone } = report
  if (creditNotes.length === 0) return null
  return (
    <Section title={t.creditNotes} flush>
      {creditNotes.map((note) => (
        <article key={note.number} className="border-b border-line px-4 py-4 text-sm last:border-0 sm:px-5">
          <Heading
            number={note.number}
            note={`${t.onInvoice(note.invoice)} · ${formatDate(note.issuedAt, { timeZone })}`}
            total={money(`-${note.total}`, currency)}
          />
          <ul className="mt-3 flex flex-col gap-1.5">
            {note.lines.map((line, index) => (
              <li key={index}>
                <Amounts
                  label={line.description}
                  note={formatPeriod(line.from, line.to, { timeZone })}
                  amount={money(line.net, currency)}
                />
              </li>
            ))}
          </ul>
          <div className="mt-3 flex flex-col gap-1 border-t border-dashed border-line pt-3 text-ink-muted">
            <Amounts label={t.vat} amount={money(note.vat, currency)} />
            <Settled parts={keptParts(note, currency)} />
          </div>
          {note.why.length > 0 && (
            <details className="group mt-2 text-xs">
              <summary className={why}>
                <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
                {t.whyCredited}
              </summary>
              <ul className="mt-2 flex flex-col gap-1.5 text-ink-muted">
                {note.why.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </details>
          )}
        </article>
      ))}
    </Section>
  )
}

function keptParts({ settled }: CreditNoteReport, currency: string): string[] {
  const t = texts.admin.simulator
  const parts = [
    [settled.lessToPay, t.lessToPay],
    [settled.refund, t.refunded],
    [settled.credit, t.kept],
  ] as const
  return parts.filter(([amount]) => !isNothing(amount)).map(([amount, word]) => word(money(amount, currency)))
}

interface HeadingProps {
  number: string
  note: string
  total: string
  badge?: ReactNode
}

function Heading({ number, note, total, badge }: HeadingProps) {
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <h3 className="font-semibold tabular">{number}</h3>
      {badge}
      <span className="text-ink-muted">{note}</span>
      <span className="ml-auto font-semibold tabular">{total}</span>
    </header>
  )
}

function Amounts({ label, note, amount }: { label: string; note?: string | undefined; amount: string }) {
  return (
    <p className="flex items-baseline justify-between gap-6">
      <span className="min-w-0">
        {label}
        {note && <span className="block text-xs text-ink-faint">{note}</span>}
      </span>
      <span className="whitespace-nowrap tabular">{amount}</span>
    </p>
  )
}

function Settled({ parts }: { parts: string[] }) {
  return parts.length > 0 ? <p className="text-ink">{parts.join(', ')}</p> : null
}
