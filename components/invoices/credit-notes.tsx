import { Download, FileCode } from 'lucide-react'
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
  reason: string
}

interface CreditNotesProps {
  creditNotes: CreditNoteView[]
  timeZone: string
  /** Where their files are: the portal's own by default. */
  base?: string
  /** What became of the amounts, as the reader is told. */
  words?: { toReceivable: string; toRefund: string; toBalance: string }
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
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
