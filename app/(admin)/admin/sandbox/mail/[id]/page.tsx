import type { Metadata } from 'next'
import { Paperclip } from 'lucide-react'
import { requireStaff } from '@/app/_server/guard'
import { STAFF_TIME_ZONE } from '@/components/admin/time-zone'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { DescriptionList } from '@/components/ui/description-list'
import { PageHeader } from '@/components/ui/page-header'
import { getMail } from '@/lib/runtime/sandbox-control'
import { orNotFound } from '@/app/_server/or-not-found'

export const metadata: Metadata = { title: texts.admin.sandbox.mailbox }

export default async function MailPage({ params }: { params: Promise<{ id: string }> }) {
  await requireStaff('staff.time_machine')
  const { id } = await params
  const mail = await orNotFound(getMail(id))
  const t = texts.admin.sandbox
  const subject = mail.subject ?? ''
  return (
    <>
      <PageHeader
        title={subject}
        breadcrumb={[
          { label: t.title, href: '/admin/sandbox' },
          { label: t.mailbox, href: '/admin/sandbox#mailbox' },
          { label: subject },
        ]}
      />
      <div className="flex max-w-4xl flex-col gap-5">
        <Card className="px-5 py-2">
          <DescriptionList
            items={[
              { term: t.from, value: mail.from ?? '–' },
              { term: t.to, value: mail.to.join(', ') },
              {
                term: t.received,
                value: <DateTime value={mail.receivedAt} show="instant" timeZone={STAFF_TIME_ZONE} />,
              },
              ...(mail.attachments.length > 0
                ? [
                    {
                      term: t.attachments,
                      value: (
                        <span className="flex flex-wrap justify-end gap-2">
                          {mail.attachments.map(({ filename }, index) => (
                            <a
                              key={filename}
                              href={`/admin/sandbox/mail/${id}/attachments/${index}`}
                              download={filename}
                              className={buttonStyles({ variant: 'secondary', size: 'sm' })}
                            >
                              <Paperclip aria-hidden />
                              {filename}
                            </a>
                          ))}
                        </span>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </Card>
        {mail.html ? (
          // An email is a stranger's page: no scripts, no forms, no cookies of ours.
          <iframe
            title={t.html}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            srcDoc={mail.html}
            className="h-[44rem] w-full rounded-lg border border-line bg-white"
          />
        ) : (
          <Card className="p-5">
            <pre className="font-sans text-sm whitespace-pre-wrap">{mail.text}</pre>
          </Card>
        )}
      </div>
    </>
  )
}
