import type { LineExplanation } from '@/lib/engine/explanation'
import { Explanation } from '@/components/billing/explanation'
import { taxLabel } from '@/components/billing/tax-label'
import type { TaxView } from '@/components/billing/types'
import { formatPeriod } from '@/components/format/date-time'
import { formatRate } from '@/components/format/number'
import { texts } from '@/components/texts/en'
import { cn } from '@/components/ui/cn'
import { DateTime } from '@/components/ui/date-time'
import { Money } from '@/components/ui/money'

export interface PartyView {
  name: string
  lines: string[]
  vatId: string | null
}

export interface InvoiceLineView {
  id: string
  description: string
  from: string | null
  to: string | null
  quantity: number
  /** Exact decimal in minor units. */
  unitAmount: string
  amount: bigint
  taxAmount: bigint
  taxRate: string
  taxCategory: string
  taxCountry: string
  explanation: LineExplanation
}

export interface InvoiceView {
  id: string
  number: string | null
  status: string
  currency: string
  finalizedAt: string | null
  dueAt: string | null
  paidAt: string | null
  seller: PartyView
  buyer: PartyView
  lines: InvoiceLineView[]
  taxes: TaxView[]
  subtotal: bigint
  discountTotal: bigint
  total: bigint
  amountPaid: bigint
  /** By credit notes or from the balance: lowers what is due. */
  amountCredited: bigint
  amountFromBalance: bigint
  amountDue: bigint
}

/** The invoice as a sheet of paper, each line able to explain itself. */
export function InvoicePaper({ invoice, timeZone }: { invoice: InvoiceView; timeZone: string }) {
  const t = texts.portal.invoice
  const { currency } = invoice
  const sum = (label: React.ReactNode, amount: bigint, className?: string) => (
    <div className={cn('flex items-baseline justify-between gap-8', className)}>
      <dt>{label}</dt>
      <dd>
        <Money amount={amount} currency={currency} />
      </dd>
    </div>
  )
  return (
    <article className="rounded-lg border border-line bg-surface shadow-card">
      <div className="grid gap-x-8 gap-y-6 p-5 text-sm sm:grid-cols-2 sm:p-7 lg:grid-cols-3">
        <Party title={t.to} party={invoice.buyer} />
        <Party title={t.from} party={invoice.seller} />
        <dl className="flex flex-col gap-1.5 sm:col-span-2 lg:col-span-1">
          {[
            [t.issued, invoice.finalizedAt],
            [t.due, invoice.status === 'PAID' ? null : invoice.dueAt],
            [t.paidOn, invoice.paidAt],
          ].map(
            ([label, value]) =>
              value && (
                <div key={label} className="flex justify-between gap-6">
                  <dt className="text-ink-faint">{label}</dt>
                  <dd>
                    <DateTime value={value} timeZone={timeZone} />
                  </dd>
                </div>
              ),
          )}
        </dl>
      </div>

      <div className="border-y border-line">
        {invoice.lines.map((line) => (
          <div key={line.id} className="border-b border-line px-5 py-4 last:border-0 sm:px-7">
            <div className="flex items-baseline justify-between gap-6">
              <p className="font-medium">{line.description}</p>
              <Money amount={line.amount} currency={currency} className="font-medium" />
            </div>
            <div className="mt-0.5 flex flex-wrap items-baseline gap-x-4 text-sm text-ink-faint tabular">
              {line.from && line.to && <span>{formatPeriod(line.from, line.to, { timeZone })}</span>}
              <span>
                {t.tax} {formatRate(line.taxRate)}
              </span>
            </div>
            <Explanation
              explanation={line.explanation}
              tax={taxOf(line, invoice)}
              timeZone={timeZone}
              className="mt-2"
            />
          </div>
        ))}
      </div>

      <dl className="ml-auto flex w-full flex-col gap-2 p-5 text-sm sm:max-w-sm sm:p-7">
        {sum(t.subtotal, invoice.subtotal, 'text-ink-muted')}
        {invoice.discountTotal > 0n && sum(t.discount, -invoice.discountTotal, 'text-ink-muted')}
        {invoice.taxes.map((tax) => (
          <div
            key={`${tax.category}-${tax.rate}-${tax.country}`}
            className="flex items-baseline justify-between gap-8 text-ink-muted"
          >
            <dt>
              {taxLabel(tax)}
              {texts.billing.tax.reasons[tax.reason] && (
                <span className="block text-xs text-ink-faint">{texts.billing.tax.reasons[tax.reason]}</span>
              )}
            </dt>
            <dd>
              <Money amount={tax.tax} currency={currency} />
            </dd>
          </div>
        ))}
        {sum(t.total, invoice.total, 'border-t border-line pt-2.5 text-base font-semibold')}
        {invoice.amountPaid > 0n && sum(t.paid, -invoice.amountPaid, 'text-ink-muted')}
        {invoice.amountFromBalance > 0n &&
          sum(texts.balance.paidFromBalance, -invoice.amountFromBalance, 'text-ink-muted')}
        {invoice.amountCredited > invoice.amountFromBalance &&
          sum(t.credited, invoice.amountFromBalance - invoice.amountCredited, 'text-ink-muted')}
        {invoice.amountDue > 0n &&
          sum(t.amountDue, invoice.amountDue, 'border-t border-line pt-2.5 text-base font-semibold')}
      </dl>
    </article>
  )
}

/** A line's own VAT, with the reason that the invoice's table gives for it. */
function taxOf(
  { taxCategory: category, taxRate: rate, taxCountry: country, ...line }: InvoiceLineView,
  invoice: InvoiceView,
) {
  const row = invoice.taxes.find((tax) => tax.category === category && tax.rate === rate && tax.country === country)
  return { category, rate, country, reason: row?.reason ?? '', taxable: line.amount, tax: line.taxAmount }
}

function Party({ title, party }: { title: string; party: PartyView }) {
  return (
    <div>
      <p className="mb-1 text-ink-faint">{title}</p>
      <address className="not-italic">
        <span className="block font-medium">{party.name}</span>
        {party.lines.map((line) => (
          <span key={line} className="block text-ink-muted">
            {line}
          </span>
        ))}
        {party.vatId && (
          <span className="block text-ink-muted tabular">
            {texts.portal.invoice.vatId} {party.vatId}
          </span>
        )}
      </address>
    </div>
  )
}
