import { ChevronRight, Download, FileCode } from 'lucide-react'
import { taxLabel } from '@/components/billing/tax-label'
import type { TaxView } from '@/components/billing/types'
import { formatMoney } from '@/components/format/money'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { Money } from '@/components/ui/money'

export interface CreditNoteView {
  id: string
  number: string
  issuedAt: string
  currency: string
  total: bigint
  toReceivable: bigint
  toRefund: bigint
  toBalance: bigint
  toOutside: bigint
  reason: string
  /** Net, with their VAT. */
  lines: {
    id: string
    description: string
    amount: bigint
    taxAmount: bigint
    tax: Pick<TaxView, 'category' | 'rate' | 'country'>
  }[]
}

interface CreditNotesProps {
  creditNotes: CreditNoteView[]
  timeZone: string
  /** Where their files are: the portal's own by default. */
  base?: string
  /** What became of the amounts, as the reader is told. */
  words?: { toReceivable: string; toRefund: string; toBalance: string; toOutside: string }
}

export function CreditNotes({
  creditNotes,
  timeZone,
  base = '/portal/credit-notes',
  words = texts.portal.invoice,
}: CreditNotesProps) {
  const t = texts.portal.invoice
  if (creditNotes.length === 0) return null
  return (
    <Section id="credit-notes" title={t.creditNotes} flush>
      <ul className="divide-y divide-line">
        {creditNotes.map((note) => {
          const parts = [
            [note.toReceivable, words.toReceivable],
            [note.toRefund, words.toRefund],
            [note.toBalance, words.toBalance],
            [note.toOutside, words.toOutside],
          ] as const
          return (
            <li key={note.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-sm sm:px-5">
              <span className="min-w-0 flex-1 basis-40">
                <span className="font-medium tabular">{note.number}</span>{' '}
                <span className="text-ink-muted">
                  <DateTime value={note.issuedAt} timeZone={timeZone} />
                </span>
                <span className="block text-ink-muted tabular">
                  {parts
                    .filter(([amount]) => amount > 0n)
                    .map(([amount, became]) => `${formatMoney(amount, { currency: note.currency })} ${became}`)
                    .join(', ')}
                </span>
              </span>
              <Money amount={-note.total} currency={note.currency} className="font-medium" />
              <a
                href={`${base}/${note.id}/pdf`}
                download
                aria-label={`${t.download}: ${t.creditNote(note.number)}`}
                className={buttonStyles({ variant: 'ghost', size: 'icon-sm' })}
              >
                <Download aria-hidden />
              </a>
              <a
                href={`${base}/${note.id}/xml`}
                download
                aria-label={`${t.eInvoice}: ${t.creditNote(note.number)}`}
                className={buttonStyles({ variant: 'ghost', size: 'icon-sm' })}
              >
                <FileCode aria-hidden />
              </a>
              <CreditedLines note={note} />
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** Unfolds what a credit note takes back, line by line with its VAT. */
function CreditedLines({ note }: { note: CreditNoteView }) {
  const t = texts.billing.explanation
  const row = 'flex items-baseline justify-between gap-6'
  return (
    <details className="group basis-full text-xs">
      <summary className="inline-flex cursor-pointer list-none items-center gap-1 rounded-sm text-accent-text underline decoration-accent-line underline-offset-4 hover:decoration-current [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        {t.credited}
      </summary>
      <ul className="mt-2 flex max-w-xl flex-col gap-1.5 rounded-md border border-line bg-sunken/60 px-3.5 py-2.5 text-ink-muted">
        {note.lines.map(({ id, description, amount, taxAmount, tax }) => (
          <li key={id} className="flex flex-col gap-0.5">
            <span className={row}>
              {description}
              <Money amount={-amount} currency={note.currency} className="font-medium text-ink" />
            </span>
            <span className={row}>
              {t.tax(taxLabel(tax), formatMoney(amount, { currency: note.currency }))}
              <Money amount={-taxAmount} currency={note.currency} className="font-medium text-ink" />
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
