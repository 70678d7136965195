import { Mail, Paperclip } from 'lucide-react'
import Link from 'next/link'
import { texts } from '@/components/texts/en'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { STAFF_TIME_ZONE } from '../time-zone'

export interface MailListItem {
  id: string
  to: string[]
  subject: string
  receivedAt: string
  attachments: number
}

/** The emails that arrived, newest first, with a search by recipient in the URL. */
export function Mailbox({ mails, to }: { mails: MailListItem[]; to: string }) {
  const t = texts.admin.sandbox
  return (
    <Section
      id="mailbox"
      title={t.mailbox}
      description={t.mailboxDescription}
      flush
      actions={
        <form role="search" className="flex gap-2">
          <input
            type="search"
            name="to"
            defaultValue={to}
            placeholder={t.mailSearch}
            aria-label={t.mailSearch}
            data-search-input
            className="h-8 control min-h-8! w-48! text-sm!"
          />
          <Button type="submit" variant="secondary" size="sm">
            {texts.command.open}
          </Button>
        </form>
      }
    >
      {mails.length === 0 ? (
        <EmptyState icon={<Mail aria-hidden />} title={to ? t.noMailMatch : t.noMail} />
      ) : (
        <ul className="relative max-h-[32rem] divide-y divide-line overflow-y-auto">
          {mails.map((mail) => (
            <li key={mail.id}>
              <Link
                href={`/admin/sandbox/mail/${mail.id}`}
                className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-2.5 text-sm hover:bg-sunken/60 focus-visible:outline-offset-[-2px] sm:px-5"
              >
                <span className="min-w-0 flex-1 basis-64">
                  <span className="block truncate font-medium">{mail.subject}</span>
                  <span className="block truncate text-xs text-ink-faint">{mail.to.join(', ')}</span>
                </span>
                {mail.attachments > 0 && (
                  <span className="inline-flex items-center gap-1 text-xs text-ink-muted">
                    <Paperclip aria-hidden className="size-3.5" />
                    <span className="sr-only">{t.attachments}</span>
                    {mail.attachments}
                  </span>
                )}
                <span className="text-xs text-ink-muted">
                  <DateTime value={mail.receivedAt} show="instant" timeZone={STAFF_TIME_ZONE} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
